using Artel.Security;
using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>The rows of the <see cref="PermissionTable"/> by their names in both languages.</summary>
internal static class OperationRows
{
    private static readonly Dictionary<string, OperationPermissions> Members = Index(static row => row.Members);

    private static readonly Dictionary<string, OperationPermissions> Functions = Index(static row => row.LuaFunctions);

    private static readonly HashSet<string> Types = new(Members.Keys.Select(static member => member.Substring(0, member.IndexOf('.'))), StringComparer.Ordinal);

    /// <summary>The row of a C# method; null where it needs no permission.</summary>
    public static OperationPermissions? Find(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
            method = overridden;
        return IsOfArtel(method.ContainingType) && Members.TryGetValue($"{method.ContainingType.Name}.{method.Name}", out var row) ? row : null;
    }

    /// <summary>The row of a Lua function, <c>module.function</c> or <c>object:method</c>; null where it needs no permission.</summary>
    public static OperationPermissions? Find(string function) => Functions.TryGetValue(function, out var row) ? row : null;

    /// <summary>True for what gives access to operations: the types that the rows name.</summary>
    public static bool GivesOperations(ITypeSymbol? type) => IsOfArtel(type) && Types.Contains(type!.Name);

    private static bool IsOfArtel(ITypeSymbol? type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } };

    private static Dictionary<string, OperationPermissions> Index(Func<OperationPermissions, IEnumerable<string>> names) =>
        PermissionTable.All.SelectMany(row => names(row).Select(name => (name, row))).ToDictionary(static pair => pair.name, static pair => pair.row);
}
