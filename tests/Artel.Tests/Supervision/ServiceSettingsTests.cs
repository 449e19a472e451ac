using Artel.Security;
using Artel.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Tests.Supervision;

/// <summary>Services in the configuration: what goes before the code, and what is refused, with the path of the key.</summary>
public sealed class ServiceSettingsTests
{
    [Fact]
    public void A_service_is_made_of_the_configuration_alone()
    {
        using var stage = new Stage(1, artel => Configure(artel, """
            {
              "Artel": { "Services": { "app:a": {
                "definition": "stage:worker", "host": "test:processes", "auto_start": false, "start_timeout": "200ms", "stop_timeout": "00:00:03",
                "stable_threshold": "1m30s", "requires": ["app:b"],
                "restart": { "policy": "permanent", "initial_delay": "2s", "max_delay": "1h", "backoff_factor": 1.5, "jitter": 0.2, "max_attempts": 7 },
                "security": { "actor": "worker", "groups": ["g"], "policies": ["p"] } },
                "app": { "b": { "Definition": "stage:worker" } } } }
            }
            """).AddPolicy("p", static policy => policy.Allow(Permissions.Send)).AddPolicy("q", static policy => policy.Deny(Permissions.Cancel)).AddPolicyGroup("g", "q"));
        Assert.Equal(ServiceState.Stopped, stage.StateOf("app:a"));
        stage.Host.RunUntil(stage.Services.StartAsync("app:a"));
        var status = stage.Services.Get("app:a");
        Assert.Equal((ServiceState.Running, "stage:worker", false), (status.State, status.Definition, status.AutoStart));
        Assert.Equal(["app:b"], status.Requires);
        var cell = (Artel.Runtime.Cell)status.Pid!.Route!;
        Assert.Equal("worker", cell.Authority.Identity.Actor!.Id);
        Assert.Equal((true, false), (cell.Security.Can(Permissions.Send, "x"), cell.Security.Can(Permissions.Cancel, "x")));
    }

    [Fact]
    public void The_configuration_goes_before_the_code_field_by_field()
    {
        using var stage = new Stage(1, artel => Configure(artel, """{ "Artel": { "Services": { "app:a": { "Restart": { "MaxAttempts": 1 }, "StartTimeout": "5s" } } } }""")
            .AddService("app:a", Stage.Worker, static service =>
            {
                service.Restart.MaxAttempts = 9;
                service.Restart.InitialDelay = TimeSpan.FromSeconds(30);
                service.Arguments("named in code");
            }), broken: "named in code");
        Assert.Equal("start named in code", stage.Take());
        stage.Host.Advance(TimeSpan.FromSeconds(26));
        Assert.Equal("", stage.Take());
        stage.Host.Advance(TimeSpan.FromHours(1));
        Assert.Equal("start named in code", stage.Take());
    }

    [Theory]
    [InlineData("""{ "app:a": { "definition": "stage:nobody" } }""", "Artel:Services:app:a:definition: there is no definition 'stage:nobody'")]
    [InlineData("""{ "app:a": { } , "app:c": { "host": "test:processes" } }""", "Artel:Services:app:c:Definition: it is missing")]
    [InlineData("""{ "app:a": { "host": "no:host" } }""", "Artel:Services:app:a:host: there is no host 'no:host'")]
    [InlineData("""{ "app:a": { "requires": ["app:x"] } }""", "Artel:Services:app:a:requires: there is no service 'app:x'")]
    [InlineData("""{ "app:a": { "requires": "app:a" } }""", "Artel:Services:app:a:requires: services require one another in a circle: app:a -> app:a")]
    [InlineData("""{ "app:a": { "restart": { "max_attempts": -1 } } }""", "Artel:Services:app:a:restart:max_attempts: -1 is negative")]
    [InlineData("""{ "app:a": { "restart": { "jitter": 1.5 } } }""", "Artel:Services:app:a:restart:jitter: 1.5 is no part of a whole")]
    [InlineData("""{ "app:a": { "restart": { "backoff_factor": 0.5 } } }""", "Artel:Services:app:a:restart:backoff_factor: 0.5 is no factor")]
    [InlineData("""{ "app:a": { "restart": { "policy": "always" } } }""", "Artel:Services:app:a:restart:policy: 'always' is no restart policy")]
    [InlineData("""{ "app:a": { "restart": "always" } }""", "Artel:Services:app:a:restart: it is a text")]
    [InlineData("""{ "app:a": { "start_timeout": "-5s" } }""", "Artel:Services:app:a:start_timeout: '-5s' is no duration")]
    [InlineData("""{ "app:a": { "start_timeout": "0" } }""", "Artel:Services:app:a:start_timeout: 00:00:00 is not positive")]
    [InlineData("""{ "app:a": { "stop_timeout": "soon" } }""", "Artel:Services:app:a:stop_timeout: 'soon' is no duration")]
    [InlineData("""{ "app:a": { "auto_start": "maybe" } }""", "Artel:Services:app:a:auto_start: 'maybe' is neither true nor false")]
    [InlineData("""{ "app:a": { "colour": "red" } }""", "Artel:Services:app:a:colour: there is no such key; there are Definition, Host")]
    [InlineData("""{ "app:a": { "auto_start": true, "AutoStart": true } }""", "AutoStart is there twice")]
    [InlineData("""{ "app:a": { "security": { "policies": ["p"] } } }""", "Artel:Services:app:a:security:Actor: it is missing")]
    [InlineData("""{ "app:a": { "security": { "actor": "x", "policies": ["nobody"] } } }""", "Artel:Services:app:a:security: A scope names the policy 'nobody'")]
    [InlineData("""{ "a": "b" }""", "Artel:Services:a: it is a text")]
    public void What_is_wrong_stops_the_start_with_the_path_of_the_key(string services, string expected)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Stage(1, artel =>
            Configure(artel, $$"""{ "Artel": { "Services": {{services}} } }""").AddService("app:a", Stage.Worker)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_without_a_host_is_refused_where_there_are_several_and_runs_on_the_named_one()
    {
        var error = Assert.Throws<InvalidOperationException>(static () =>
            new Stage(1, static artel => artel.AddHost(ArtelTestHost.DefaultHost).AddHost("other:host").AddService("app:a", Stage.Worker)));
        Assert.Contains("other:host, test:processes", error.Message, StringComparison.Ordinal);
        using var stage = new Stage(1, static artel => artel.AddHost("other:host").UseServiceHost("other:host").AddService("app:a", Stage.Worker));
        stage.Take();
        Assert.Equal("other:host", stage.Services.Get("app:a").Pid!.Host);
    }

    [Fact]
    public void Figures_that_can_not_be_are_refused_where_they_are_set()
    {
        var error = Assert.Throws<ArgumentException>(static () =>
            new Stage(1, static artel => artel.AddService("app:a", Stage.Worker, static service => service.StopTimeout = TimeSpan.FromSeconds(-1))));
        Assert.Contains("Service 'app:a': StopTimeout: -00:00:01 is negative", error.Message, StringComparison.Ordinal);
        Assert.Contains("two services", Assert.Throws<ArgumentException>(static () =>
            new Stage(1, static artel => artel.AddService("app:a", Stage.Worker).AddService("app:a", Stage.Worker))).Message, StringComparison.Ordinal);
    }

    private static ArtelBuilder Configure(ArtelBuilder artel, string json)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();
        artel.Services.AddSingleton<IConfiguration>(configuration);
        return artel.AddHost(ArtelTestHost.DefaultHost);
    }
}
