namespace Artel.Analyzers.Tests;

public class GrantedPermissionAnalyzerTests
{
    private const string Policies = """
        {
          // A comment, as settings may have.
          "Artel": { "security": { "Policies": [
            { "Id": "a", "Effect": "allow", "Actions": ["process.send", "process.spawn.*"], "Resources": ["app:*"], },
            { "Id": "b", "Effect": "Allow", "Actions": "process.link", "Resources": "*" },
            { "Id": "c", "Effect": "deny", "Actions": ["*"], "Resources": ["*"] },
          ] } }
        }
        """;

    private static Task<string[]> InCodeAsync(string attribute, string settings = Policies, string path = "appsettings.json") =>
        LuaVerifier.DiagnosticsWithCodeAsync<GrantedPermissionAnalyzer>($$"""
            using Artel;
            {{attribute}}
            [Process("app:p")]
            public class P { }
            """, (path, settings));

    [Theory]
    [InlineData("[Permission(Permissions.Terminate)]")]
    [InlineData("[Permission(Permissions.Send, \"other:*\")]")]
    [InlineData("[Permission(\"security.*\")]")]
    public async Task What_no_policy_allows_is_flagged(string attribute) =>
        Assert.Contains("warning ART0105: 'P' declares the permission '", Assert.Single(await InCodeAsync(attribute)), StringComparison.Ordinal);

    [Fact]
    public async Task The_place_is_the_attribute() => Assert.Equal(
        ["Code.cs(2,2): warning ART0105: 'P' declares the permission 'process.host' on 'x', which no policy in appsettings.Production.json allows"],
        await InCodeAsync("[Permission(Permissions.Host, \"x\")]", path: "appsettings.Production.json"));

    [Theory]
    [InlineData("[Permission(Permissions.Send)]")]
    [InlineData("[Permission(Permissions.Send, \"app:x\")]")]
    [InlineData("[Permission(Permissions.SpawnLinked, \"*:x\")]")]
    [InlineData("[Permission(\"*\", \"app:x\")]")]
    [InlineData("[Permission(Permissions.Link)]")]
    public async Task What_a_policy_allows_in_part_is_left_alone(string attribute) => Assert.Empty(await InCodeAsync(attribute));

    [Theory]
    [InlineData("{}", "appsettings.json")]
    [InlineData("{ \"Artel\": { \"Security\": { \"Policies\": {} } } }", "appsettings.json")]
    [InlineData("{ \"Artel\": { \"Security\": { \"Policies\": [", "appsettings.json")]
    [InlineData(Policies, "settings.json")]
    public async Task Without_policies_nothing_is_said(string settings, string path) =>
        Assert.Empty(await InCodeAsync("[Permission(Permissions.Terminate)]", settings, path));

    [Fact]
    public async Task Lua_files_are_judged_alike() => Assert.Equal(
        ["a.lua(3,1): warning ART0105: 'app:a' declares the permission 'process.terminate', which no policy in appsettings.json allows"],
        await LuaVerifier.DiagnosticsAsync<LuaGrantedPermissionAnalyzer>(
            ("a.lua", "---@process app:a\n---@permission process.send app:x\n---@permission process.terminate *\n"), ("appsettings.json", Policies)));

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ab", false)]
    [InlineData("*.read", "app.read.read", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("abc", "ab", false)]
    [InlineData("", "", true)]
    public void A_star_stands_for_any_text(string pattern, string text, bool matches) => Assert.Equal(matches, TextPattern.Matches(pattern, text));

    [Theory]
    [InlineData("a*", "*b", true)]
    [InlineData("a*", "b*", false)]
    [InlineData("a*c", "ab*", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "ab", false)]
    [InlineData("*", "", true)]
    [InlineData("ab*", "a", false)]
    [InlineData("x*y", "x*zy*", true)]
    public void Two_patterns_overlap_where_a_text_matches_both(string left, string right, bool overlap)
    {
        Assert.Equal(overlap, TextPattern.Overlap(left, right));
        Assert.Equal(overlap, TextPattern.Overlap(right, left));
    }
}
