using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>The locals of a file: which there are, and which of them somebody reads.</summary>
internal static class LuaLocals
{
    /// <summary>Names that say of themselves that nobody may look at them, or that every function has anew.</summary>
    public static bool IsExempt(string name) => name.Length == 0 || name[0] == '_' || name is "ok" or "err" or "self";

    /// <summary>The locals that some name in the text reads; an assignment to one does not read it.</summary>
    public static HashSet<LuaLocal> ReadIn(LuaSyntaxTree tree)
    {
        var read = new HashSet<LuaLocal>();
        var targets = new HashSet<LuaNode>();
        foreach (var node in tree.Root.DescendantsAndSelf())
        {
            if (node is LuaAssignmentStatement assignment)
                targets.UnionWith(assignment.Targets);
            else if (node is LuaNameExpression { Local: { } local } && !targets.Contains(node))
                read.Add(local);
        }

        return read;
    }

    /// <summary>All that a text declares by <c>local</c>, as a parameter or as a loop's variable, the groups of one statement together.</summary>
    public static IEnumerable<IReadOnlyList<LuaLocal>> DeclaredIn(LuaSyntaxTree tree)
    {
        foreach (var node in tree.Root.DescendantsAndSelf())
        {
            IReadOnlyList<LuaLocal>? declared = node switch
            {
                LuaLocalStatement statement => statement.Locals,
                LuaLocalFunctionStatement statement => [statement.Local],
                LuaFunctionExpression function => function.Parameters,
                LuaNumericForStatement loop => [loop.Variable],
                LuaGenericForStatement loop => loop.Variables,
                _ => null,
            };
            if (declared is not null)
                yield return declared;
        }
    }
}
