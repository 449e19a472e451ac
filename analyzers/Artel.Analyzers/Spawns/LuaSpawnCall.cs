using Artel.Lua.Syntax;
using Artel.Security;

namespace Artel.Analyzers;

/// <summary>A call in Lua that starts a definition: a spawn, an exec, an upgrade.</summary>
/// <param name="Place">The name of what is called.</param>
/// <param name="Id">The definition's id.</param>
/// <param name="Host">The host's; null for an upgrade.</param>
/// <param name="Arguments">What main is given.</param>
internal sealed record LuaSpawnCall(LuaSpan Place, LuaExpression Id, LuaExpression? Host, IReadOnlyList<LuaExpression> Arguments)
{
    /// <summary>True where the last argument gives as many values as it likes.</summary>
    public bool IsOpen => Arguments.Count > 0 && Arguments[Arguments.Count - 1] is LuaCallExpression or LuaMethodCallExpression or LuaVarargExpression;

    /// <summary>All of a file whose id and host are there.</summary>
    public static IEnumerable<LuaSpawnCall> In(IEnumerable<LuaNode> nodes) => nodes.Select(Of).OfType<LuaSpawnCall>();

    /// <summary>Null for any other node.</summary>
    public static LuaSpawnCall? Of(LuaNode node) => node switch
    {
        LuaCallExpression { Arguments.Count: > 0 } call when LuaPaths.Of(call.Target) is { } path && path.StartsWith("process.", StringComparison.Ordinal) =>
            Of(OperationRows.Find(path), call.Target.Span, call.Arguments),
        LuaMethodCallExpression { Arguments.Count: > 0 } call when OperationRows.Find("spawner:" + call.Method.Text) is { } row && LuaSpawners.Are(call.Target) =>
            Of(row, call.Method.Span, call.Arguments),
        _ => null,
    };

    private static LuaSpawnCall? Of(OperationPermissions? row, LuaSpan place, IReadOnlyList<LuaExpression> arguments)
    {
        var id = PositionOf(row, ResourceKind.Definition);
        var host = PositionOf(row, ResourceKind.Host);
        var own = Math.Max(id, host) + 1;
        return id < 0 || arguments.Count < own ? null : new(place, arguments[id], host < 0 ? null : arguments[host], [.. arguments.Skip(own)]);
    }

    private static int PositionOf(OperationPermissions? row, ResourceKind resource) =>
        (row?.Checks.FirstOrDefault(check => check.Resource == resource)?.LuaArgument ?? 0) - 1;
}
