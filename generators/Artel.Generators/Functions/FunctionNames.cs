using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>
/// Names the callers of functions. <c>GetUserAsync</c> and <c>StartGetUser</c> are extensions in the class <c>GetUserFunction</c>: each function
/// has a class of its own, in the namespace of the method, so that two never get into each other's overloads.
/// </summary>
internal static class FunctionNames
{
    /// <summary>With these the callers would be hidden by methods of the executor itself.</summary>
    private static readonly string[] Hidden = ["Call", "Start"];

    /// <summary>The name for a method: its own, unless a type of its namespace has what is made from it.</summary>
    public static string Choose(IMethodSymbol method, ReadSources sources)
    {
        var name = MessageNames.Words(method.Name);
        if (name.EndsWith("Async", StringComparison.Ordinal) && name.Length > "Async".Length)
            name = name.Substring(0, name.Length - "Async".Length);
        return Free(name, taken => sources.HasType(method.ContainingType.ContainingNamespace, taken));
    }

    /// <summary>Tells functions of one name apart by their ids, and gives each a file of its own, whose name counts without regard to case.</summary>
    public static ImmutableArray<NamedFunction> Distinguish(ImmutableArray<FunctionModel> functions)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var named = ImmutableArray.CreateBuilder<NamedFunction>(functions.Length);
        foreach (var function in functions.OrderBy(static function => function.Id, StringComparer.Ordinal).ThenBy(static function => function.Type, StringComparer.Ordinal))
        {
            var caller = function.ToCaller();
            var name = Take(taken, function.Namespace, function.Name, function.Id);
            named.Add(new(function, caller with { Name = name, FileName = FileOf(function.Namespace, name) }));
        }

        return named.ToImmutable();
    }

    /// <summary>Names the callers of Lua functions, among the types that there are and the callers of C# functions.</summary>
    public static ImmutableArray<NamedLuaFile> Assign(
        ImmutableArray<LuaFile> files, string space, ImmutableArray<NamedFunction> functions, Compilation compilation)
    {
        if (!LuaReferences.IsNamespace(space))
            space = "";
        // Without the engine there is no such definition either.
        if (!files.Any(static file => file.Process.IsFunction) || compilation.GetTypeByMetadataName("Artel.Lua.LuaDefinitions") is null)
            return ImmutableArray<NamedLuaFile>.Empty;
        var taken = new HashSet<string>(
            functions.Where(function => function.Caller.Namespace == space).Select(static function => Key(function.Caller.Namespace, function.Caller.Name)),
            StringComparer.OrdinalIgnoreCase);
        var named = ImmutableArray.CreateBuilder<NamedLuaFile>();
        var usable = files.Where(static file => file.Process.IsFunction && DefinitionIds.IsValid(file.Id)).GroupBy(static file => file.Id).Select(static same => same.First());
        foreach (var file in usable.OrderBy(static file => file.Id, StringComparer.Ordinal))
        {
            var wish = Free(
                MessageNames.Words(file.Id.Substring(file.Id.IndexOf(':') + 1)),
                name => compilation.Assembly.GetTypeByMetadataName(space.Length == 0 ? name : $"{space}.{name}") is not null);
            named.Add(new(file, space, Take(taken, space, wish, file.Id)));
        }

        return named.ToImmutable();
    }

    public static string FileOf(string space, string name) => $"{(space.Length == 0 ? "" : space.Replace("@", "") + ".")}{name}Function";

    private static string Free(string name, Func<string, bool> isTaken)
    {
        if (Hidden.Contains(name))
            name += "It";
        var stem = name;
        for (var number = 2; isTaken(name + "Function"); number++)
            name = stem + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static string Take(HashSet<string> taken, string space, string wish, string id)
    {
        var name = wish;
        for (var number = 1; !taken.Add(Key(space, name)); number++)
            name = MessageNames.Words(id) + (number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture));
        return name;
    }

    private static string Key(string space, string name) => $"{space}.{name}";
}
