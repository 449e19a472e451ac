using System.Runtime.CompilerServices;
using System.Text;
using Artel.Security;

namespace Artel.Tests.Security;

/// <summary>The tables of <c>docs/permissions.md</c>, as the runtime's own table has them.</summary>
internal static class PermissionPage
{
    private const string Begin = "<!-- generated from PermissionTable; ARTEL_UPDATE_DOCS=1 rewrites it -->\n";
    private const string End = "<!-- end of the generated part -->\n";

    public static string Path { get; } = FindPath();

    public static string Tables()
    {
        var text = new StringBuilder();
        text.Append("### By operation\n\n");
        text.Append("The permissions of an operation are checked in this order; the first that is missing is the error.\n\n");
        text.Append("| C# | Lua | Permissions, in order |\n|---|---|---|\n");
        foreach (var row in PermissionTable.All)
            text.Append($"| {Join(row.Members, ", ")} | {Join(row.LuaFunctions, ", ")} | {string.Join("<br>", row.Checks.Select(Describe))} |\n");
        text.Append("\n### By permission\n\n| Permission | Operations (Lua) | Resource |\n|---|---|---|\n");
        foreach (var action in PermissionTable.Actions)
        {
            var rows = PermissionTable.All.Where(row => row.Checks.Any(check => check.Action == action)).ToList();
            var resources = rows.SelectMany(static row => row.Checks).Where(check => check.Action == action).Select(Resource).Distinct();
            text.Append($"| `{action}` | {Join(rows.SelectMany(static row => row.LuaFunctions), ", ")} | {string.Join("; ", resources)} |\n");
        }

        return text.ToString();
    }

    /// <summary>The page with the tables as they are now.</summary>
    public static string Replace(string page)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"{Path} has lost the marks of its generated part.");
        return $"{page[..(begin + Begin.Length)]}\n{Tables()}\n{page[end..]}";
    }

    private static string Describe(PermissionCheck check) => $"`{check.Action}` on {Resource(check)}";

    private static string Resource(PermissionCheck check) => check.Resource switch
    {
        ResourceKind.Process => "the pid of the process, or the destination as given where it does not resolve",
        ResourceKind.ForeignProcess => "the pid of the process, where it is not the caller",
        ResourceKind.Definition => "the definition's id",
        ResourceKind.Host => "the host's id",
        ResourceKind.Name => "the name",
        ResourceKind.Actor => "the actor's id",
        ResourceKind.Policy => "the policy's id",
        ResourceKind.PolicyGroup => "the policy group's id",
        ResourceKind.Queue => "the queue's id",
        _ => check.Argument.Length == 0 ? "the empty text" : $"`{check.Argument}`",
    };

    private static string Join(IEnumerable<string> names, string separator) => string.Join(separator, names.Select(static name => $"`{name}`"));

    private static string FindPath([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../docs/permissions.md"));
}
