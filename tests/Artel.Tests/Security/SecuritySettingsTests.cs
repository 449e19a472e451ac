using Artel.Hosting;
using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Tests.Security;

public sealed class SecuritySettingsTests
{
    private static readonly Actor Ann = new("ann", new Dictionary<string, object?> { ["role"] = "worker", ["level"] = 3, ["share"] = 0.5, ["active"] = true });

    [Fact]
    public void The_section_is_read_whole()
    {
        var settings = Read("""
            {
              "Mode": "Strict",
              "Policies": [
                {
                  "Id": "workers",
                  "Effect": "allow",
                  "Actions": [ "app.read", "app.list" ],
                  "Resources": [ "a", "b*" ],
                  "Conditions": [
                    { "Field": "actor.meta.role", "Operator": "in", "Value": [ "worker", "admin" ] },
                    { "Field": "actor.id", "Operator": "eq", "ValueFrom": "meta.owner" }
                  ]
                },
                { "Id": "nobody", "Effect": "deny", "Actions": "app.*" }
              ],
              "Groups": [ { "Id": "all", "Policies": [ "workers", "nobody" ] } ],
              "Identity": { "Actor": "system", "Policies": "workers", "Groups": [ "all" ] }
            }
            """);
        Assert.Equal(SecurityMode.Strict, settings.Mode);
        Assert.Equal(["workers", "nobody"], settings.Policies.Select(static policy => policy.Id));
        Dictionary<string, object?> own = new() { ["owner"] = "ann" };
        Assert.Equal(Decision.Allow, settings.Policies[0].Evaluate(Ann, "app.list", "bc", own));
        Assert.Equal(Decision.Undefined, settings.Policies[0].Evaluate(Ann, "app.list", "c", own));
        Assert.Equal(Decision.Undefined, settings.Policies[0].Evaluate(Ann, "app.list", "b", new Dictionary<string, object?> { ["owner"] = "bob" }));
        Assert.Equal(Decision.Deny, settings.Policies[1].Evaluate(Ann, "app.anything", "anything"));
        Assert.Equal("all: workers, nobody", $"{settings.Groups[0].Id}: {string.Join(", ", settings.Groups[0].Policies)}");
        Assert.Equal(("system", "workers", "all"), (settings.Identity!.Actor.Id, settings.Identity.Policies.Single(), settings.Identity.Groups.Single()));
    }

    [Fact]
    public void Nothing_said_is_nothing_set()
    {
        var settings = Read("{}");
        Assert.Equal((null, 0, 0, null), (settings.Mode, settings.Policies.Length, settings.Groups.Length, settings.Identity));
    }

    [Fact]
    public void The_section_is_read_from_environment_variables_too()
    {
        const string Prefix = "ARTEL_SECURITY_SETTINGS_TEST_";
        var variables = new Dictionary<string, string>
        {
            ["Artel__Security__Mode"] = "permissive",
            ["Artel__Security__Policies__0__Id"] = "p",
            ["ARTEL__SECURITY__POLICIES__0__EFFECT"] = "allow",
            ["Artel__Security__Policies__0__Actions__0"] = "app.read",
            ["Artel__Security__Policies__0__Conditions__0__Field"] = "actor.meta.level",
            ["Artel__Security__Policies__0__Conditions__0__Operator"] = "gte",
            ["Artel__Security__Policies__0__Conditions__0__Value"] = "3",
            ["Artel__Security__Identity__Actor"] = "system",
            ["Artel__Security__Identity__Policies__0"] = "p",
        };
        try
        {
            foreach (var (name, value) in variables)
                Environment.SetEnvironmentVariable(Prefix + name, value);
            var settings = SecuritySettings.Read(new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build().GetSection("Artel:Security"));
            Assert.Equal(SecurityMode.Permissive, settings.Mode);
            Assert.Equal(Decision.Allow, Assert.Single(settings.Policies).Evaluate(Ann, "app.read", "x"));
            Assert.Equal("system", settings.Identity!.Actor.Id);
        }
        finally
        {
            foreach (var name in variables.Keys)
                Environment.SetEnvironmentVariable(Prefix + name, null);
        }
    }

    [Theory]
    [InlineData("actor.meta.level", "eq", "\"3\"", true)]
    [InlineData("actor.meta.level", "eq", "3", true)]
    [InlineData("actor.meta.level", "eq", "\"+3.0\"", true)]
    [InlineData("actor.meta.level", "ne", "\"3\"", false)]
    [InlineData("actor.meta.level", "gt", "2.5", true)]
    [InlineData("actor.meta.level", "gt", "\"high\"", false)]
    [InlineData("actor.meta.share", "lt", "1", true)]
    [InlineData("actor.meta.share", "eq", "\"0,5\"", false)]
    [InlineData("actor.meta.active", "eq", "true", true)]
    [InlineData("actor.meta.active", "eq", "\"TRUE\"", true)]
    [InlineData("actor.meta.active", "eq", "1", false)]
    [InlineData("actor.meta.role", "eq", "\"worker\"", true)]
    [InlineData("actor.meta.level", "in", "[\"1\", \"3\"]", true)]
    [InlineData("actor.meta.active", "in", "[false, true]", true)]
    [InlineData("actor.meta.role", "nin", "[\"worker\"]", false)]
    [InlineData("actor.meta.role", "contains", "\"ork\"", true)]
    [InlineData("meta.sizes", "contains", "2", true)]
    [InlineData("meta.sizes", "contains", "\"2.0\"", true)]
    [InlineData("meta.sizes", "contains", "\"x\"", false)]
    [InlineData("meta.sizes", "eq", "[1, \"2\"]", true)]
    [InlineData("actor.meta.role", "matches", "\"^work\"", true)]
    public void S112_a_text_of_the_configuration_is_compared_as_what_the_field_is(string field, string op, string value, bool holds)
    {
        var settings = Read($$"""
            { "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*", "Conditions": [ { "Field": "{{field}}", "Operator": "{{op}}", "Value": {{value}} } ] } ] }
            """);
        var decision = settings.Policies[0].Evaluate(Ann, "x", "y", new Dictionary<string, object?> { ["sizes"] = new[] { 1, 2 } });
        Assert.Equal(holds, decision == Decision.Allow);
    }

    [Theory]
    [InlineData("""{ "Modes": "strict" }""", "Modes: there is no such key; there are Mode, Policies, Groups, Identity.")]
    [InlineData("""{ "Mode": "loose" }""", "Mode: 'loose' is no mode; there are strict and permissive.")]
    [InlineData("""{ "Policies": "p" }""", "Policies: it is a text; a list is needed.")]
    [InlineData("""{ "Policies": ["p"] }""", "Policies:0: it is a text; there are the keys Id, Effect")]
    [InlineData("""{ "Policies": [ { "Effect": "allow", "Actions": "*" } ] }""", "Policies:0:Id: it is missing.")]
    [InlineData("""{ "Policies": [ { "Id": "", "Effect": "allow", "Actions": "*" } ] }""", "Policies:0:Id: it is empty.")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Actions": "*" } ] }""", "Policies:0:Effect: it is missing; there are allow and deny.")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "permit", "Actions": "*" } ] }""", "Policies:0:Effect: 'permit' is no effect")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow" } ] }""", "Policies:0:Actions: there is no action.")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": ["x", ""] } ] }""", "Policies:0:Actions:1: it is empty.")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": { "x": "y" } } ] }""", "Policies:0:Actions:x: a list of texts is needed")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": [["x"]] } ] }""", "Policies:0:Actions:0: it is missing.")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*", "Resources": [] } ] }""", "Policies:0:Resources: there is no resource")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*", "Resources": "" } ] }""", "Policies:0:Resources: there is no resource")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*", "Resources": null } ] }""", "Policies:0:Resources: there is no resource")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*", "Resource": "x" } ] }""", "Policies:0:Resource: there is no such key")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*", "Conditions": "x" } ] }""", "Policies:0:Conditions: it is a text; a list is needed.")]
    [InlineData("""{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*" }, { "Id": "p", "Effect": "deny", "Actions": "*" } ] }""", "Policies: there are two policies with the id 'p'.")]
    [InlineData("""{ "Groups": [ { "Policies": "p" } ] }""", "Groups:0:Id: it is missing.")]
    [InlineData("""{ "Groups": [ { "Id": "g", "Members": "p" } ] }""", "Groups:0:Members: there is no such key; there are Id, Policies.")]
    [InlineData("""{ "Groups": [ { "Id": "g" }, { "Id": "g" } ] }""", "Groups: there are two groups with the id 'g'.")]
    [InlineData("""{ "Groups": [ { "Id": "g", "Policies": ["nobody"] } ] }""", "Groups: group 'g' names the policy 'nobody', which there is not.")]
    [InlineData("""{ "Identity": "system" }""", "Identity: it is a text; there are the keys Actor, Policies, Groups.")]
    [InlineData("""{ "Identity": { "Policies": [] } }""", "Identity:Actor: it is missing.")]
    [InlineData("""{ "Identity": { "Actor": "a", "Scope": "x" } }""", "Identity:Scope: there is no such key")]
    [InlineData("""{ "Identity": { "Actor": "a", "Policies": ["nobody"] } }""", "Identity:Policies: there is no policy 'nobody'.")]
    [InlineData("""{ "Identity": { "Actor": "a", "Groups": "nobodies" } }""", "Identity:Groups: there is no policy group 'nobodies'.")]
    public async Task S114_a_wrong_configuration_stops_the_start_and_the_error_begins_with_its_path(string json, string error)
    {
        await using var app = new TestApp().With(artel => artel.Services.AddSingleton<IConfiguration>(Root(json)));
        Assert.StartsWith("Artel:Security:" + error, Assert.Throws<InvalidOperationException>(() => app.Runtime).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Operator": "exists" }""", ":Field: it is missing.")]
    [InlineData("""{ "Field": "actor.id" }""", ":Operator: it is missing.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "equals", "Value": "x" }""", ":Operator: 'equals' is no operator; there are eq, ne, lt, gt,")]
    [InlineData("""{ "Field": "actor.name", "Operator": "exists" }""", ": 'actor.name' is not a field of a condition")]
    [InlineData("""{ "Field": "actor.id", "Operator": "matches", "Value": "a(" }""", ": The condition on 'actor.id' has the regular expression 'a('")]
    [InlineData("""{ "Field": "actor.id", "Operator": "eq" }""", ": The condition on 'actor.id' compares with 'eq', which needs a value.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "eq", "Value": null }""", ": The condition on 'actor.id' compares with 'eq', which needs a value.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "in", "Value": "x" }""", ": The condition on 'actor.id' compares with 'in', which needs a list.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "in", "Value": [] }""", ": The condition on 'actor.id' compares with 'in', which needs a list.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "exists", "Value": "x" }""", ": The condition on 'actor.id' compares with 'exists', which takes no value.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "eq", "Value": { "x": "y" } }""", ":Value:x: a list of texts is needed, and its keys are numbers.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "eq", "Value": "x", "ValueFrom": "resource" }""", ":ValueFrom: there is a Value too; use one of them.")]
    [InlineData("""{ "Field": "actor.id", "Operator": "eq", "ValueFrom": "who" }""", ": 'who' is not a field of a condition")]
    [InlineData("""{ "Field": "actor.id", "Operator": "eq", "ValueFrom": "" }""", ":ValueFrom: it is empty.")]
    [InlineData("""{ "Field": "actor.id", "Op": "eq" }""", ":Op: there is no such key; there are Field, Operator, Value, ValueFrom.")]
    public void S112_a_wrong_condition_is_refused_and_the_error_begins_with_its_path(string condition, string error)
    {
        var json = $$"""{ "Policies": [ { "Id": "p", "Effect": "deny", "Actions": "*", "Conditions": [ {{condition}} ] } ] }""";
        var message = Assert.Throws<InvalidOperationException>(() => Read(json)).Message;
        Assert.StartsWith("Artel:Security:Policies:0:Conditions:0" + error, message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S114_an_identity_of_code_that_names_what_there_is_not_stops_the_start()
    {
        await using var app = new TestApp().With(static artel => artel.UseIdentity(new Actor("a"), ["nobody"]));
        Assert.StartsWith("UseIdentity: ", Assert.Throws<InvalidOperationException>(() => app.Runtime).Message, StringComparison.Ordinal);
        await using var grouped = new TestApp().With(static artel => artel.UseIdentity(new Actor("a"), groups: ["nobodies"]));
        Assert.Contains("'nobodies'", Assert.Throws<InvalidOperationException>(() => grouped.Runtime).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_code_and_configuration_both_name_is_refused_and_the_configurations_identity_goes_first()
    {
        const string Json = """{ "Policies": [ { "Id": "p", "Effect": "allow", "Actions": "*" } ], "Identity": { "Actor": "configured", "Policies": "p" } }""";
        await using var twice = new TestApp().With(static artel => artel.AddPolicy("p", static p => p.Allow("*")))
            .With(static artel => artel.Services.AddSingleton<IConfiguration>(Root(Json)));
        Assert.Contains("two policies with the id 'p'", Assert.Throws<InvalidOperationException>(() => twice.Runtime).Message, StringComparison.Ordinal);

        var actor = new Probe<string?>();
        await using var app = new TestApp()
            .With(static artel => artel.AddPolicy("q", static p => p.Allow("*")).UseIdentity(new Actor("coded"), ["q"]))
            .With(static artel => artel.Services.AddSingleton<IConfiguration>(Root(Json)))
            .Main("test:x", process =>
            {
                actor.Tell($"{process.Security.Actor} {process.Security.Scope!.Contains("p")} {process.Security.Scope.Contains("q")}");
                return Task.CompletedTask;
            });
        app.Spawn("test:x");
        Assert.Equal("configured True False", await actor.NextAsync());
    }

    [Fact]
    public void Two_policies_or_groups_of_one_id_in_code_are_refused_and_named()
    {
        Refused("'p'", static artel => artel.AddPolicy("p", static p => p.Allow("*")).AddPolicy("p", static p => p.Allow("*")));
        Refused("'g'", static artel => artel.AddPolicyGroup("g").AddPolicyGroup("g"));
        Refused("'nobody'", static artel => artel.AddPolicyGroup("g", "nobody"));
    }

    internal static IConfigurationRoot Root(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Artel": { "Security": {{json}} } }"""))).Build();

    private static SecuritySettings Read(string json) => SecuritySettings.Read(Root(json).GetSection("Artel:Security"));

    private static void Refused(string name, Action<ArtelBuilder> configure) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => new TestApp().With(configure)).Message, StringComparison.Ordinal);
}
