using Artel.Lua.Syntax;
using Artel.Security;

namespace Artel.Analyzers;

/// <summary>What one place of a Lua file does about permissions.</summary>
/// <param name="Place">Where to report it.</param>
/// <param name="Function">The name of the function around it; null at the level of the file.</param>
/// <param name="Needs">What the operation needs, if it is one.</param>
/// <param name="Call">The function that is called.</param>
/// <param name="IsOpaque">True where operations may be used behind it that cannot be seen.</param>
internal sealed record LuaOperationFacts(
    LuaSpan Place, string? Function, IReadOnlyList<PermissionNeed> Needs, FunctionCall<LuaFunction>? Call, bool IsOpaque);

/// <summary>Finds the operations and the calls in a Lua function or file.</summary>
/// <param name="file">The file.</param>
/// <param name="module">The name that it is required by.</param>
/// <param name="project">All files.</param>
/// <param name="function">The function whose parameters are known by their callers; null for none.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class LuaOperations(LuaFile file, string module, LuaProject project, LuaFunctionExpression? function, CancellationToken cancellationToken)
{
    /// <param name="root">Where to look.</param>
    /// <param name="onlyWhatRuns">True to leave out functions that are only defined there.</param>
    public IEnumerable<LuaOperationFacts> Read(LuaNode root, bool onlyWhatRuns)
    {
        var finder = new Finder(file.Functions, onlyWhatRuns);
        finder.Walk(root);
        foreach (var (expression, arguments, name) in finder.Found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Facts(expression, arguments, name) is { } facts)
                yield return facts;
        }
    }

    private LuaOperationFacts? Facts(LuaExpression callee, IReadOnlyList<LuaExpression>? arguments, string? name)
    {
        if (callee is LuaMethodCallExpression method)
        {
            var place = method.Method.Span;
            if (OperationRows.Find("spawner:" + method.Method.Text) is { } ofSpawner && LuaSpawners.Are(method.Target))
                return new(place, name, Needs(ofSpawner, method.Arguments, "spawner:" + method.Method.Text), null, false);
            if (OperationRows.Find("executor:" + method.Method.Text) is { } ofExecutor && LuaObjects.ClassOf(method.Target) == "funcs.Executor")
                return new(place, name, Needs(ofExecutor, method.Arguments, "executor:" + method.Method.Text), null, false);
            return file.Functions.ResolveMethod(method.Target, method.Method.Text) is { } target
                ? new(place, name, [], new(new(file, module, target), [.. method.Arguments.Select(TermOf)]), false)
                : null;
        }

        var path = LuaPaths.Of(callee);
        if (path is not null && OperationRows.Find(path) is { } row)
            return new(callee.Span, name, Needs(row, arguments, path), null, false);
        if (path is "process" or "process.registry" or "_G" or "_ENV")
            return new(callee.Span, name, [], null, IsOpaque: true);
        if (arguments is null && LuaPaths.ModuleOf(callee) is { } escaping && project.Find(escaping, cancellationToken) is not null)
            return new(callee.Span, name, [], null, IsOpaque: true);
        if (Target(callee, arguments) is { } called)
            return new(callee.Span, name, [], new(called, [.. (arguments ?? []).Select(TermOf)]), false);
        return path == "require" && arguments is { Count: > 0 } ? new(callee.Span, name, [], null, IsUnknownModule(arguments[0])) : null;
    }

    private LuaFunction? Target(LuaExpression callee, IReadOnlyList<LuaExpression>? arguments)
    {
        if (file.Functions.Resolve(callee) is { } own)
            return new LuaFunction(file, module, own);
        if (arguments is { Count: > 0 } && callee is LuaNameExpression { Local: null, Name: "require" } && LuaValues.StringOf(arguments[0]) is { } required)
            return project.Find(required, cancellationToken) is { } chunk ? new LuaFunction(chunk, required, null) : null;

        for (var steps = 0; steps < 100; steps++)
        {
            switch (LuaValues.Unwrap(callee))
            {
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    callee = value;
                    break;
                case LuaMemberExpression member when LuaPaths.ModuleOf(member.Target) is { } name:
                    return Exported(name, member.Member.Text);
                case LuaCallExpression call when LuaPaths.RequiredBy(call) is { } name:
                    return Exported(name, null);
                default:
                    return null;
            }
        }

        return null;
    }

    private LuaFunction? Exported(string name, string? member) =>
        project.Find(name, cancellationToken) is { } other && other.Functions.Export(member) is { } exported ? new LuaFunction(other, name, exported) : null;

    private bool IsUnknownModule(LuaExpression name) =>
        LuaValues.StringOf(name) is not { } text || (project.Find(text, cancellationToken) is null && !LuaLibraries.IsModule(text));

    private IReadOnlyList<PermissionNeed> Needs(OperationPermissions row, IReadOnlyList<LuaExpression>? arguments, string name) =>
        [.. PermissionNeed.Of(row, check => arguments is null ? ResourceTerm.Unknown : TermAt(arguments, check.LuaArgument - 1), name)];

    private ResourceTerm TermAt(IReadOnlyList<LuaExpression> arguments, int position)
    {
        if (position < arguments.Count)
            return TermOf(arguments[position]);

        // The last argument may be a call that gives more than one value.
        return arguments.Count > 0 && arguments[arguments.Count - 1] is LuaCallExpression or LuaMethodCallExpression or LuaVarargExpression
            ? ResourceTerm.Unknown
            : ResourceTerm.Nothing;
    }

    private ResourceTerm TermOf(LuaExpression expression)
    {
        for (var steps = 0; steps < 100; steps++)
        {
            expression = LuaValues.Unwrap(expression);
            if (LuaValues.StringOf(expression) is { } text)
                return ResourceTerm.Of(text);
            switch (expression)
            {
                case LuaConstantExpression { Kind: LuaConstantKind.Nil }:
                    return ResourceTerm.Nothing;
                case LuaCallExpression call when LuaPaths.Of(call.Target) is "process.pid" or "process.id":
                    return ResourceTerm.Own;
                case LuaNameExpression { Local: { Kind: LuaLocalKind.Parameter, AssignedValues.Count: 0 } local }:
                    return ParameterTerm(local);
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    expression = value;
                    break;
                default:
                    return ResourceTerm.Unknown;
            }
        }

        return ResourceTerm.Unknown;
    }

    private ResourceTerm ParameterTerm(LuaLocal local)
    {
        for (var i = 0; i < (function?.Parameters.Count ?? 0); i++)
            if (function!.Parameters[i] == local)
                return ResourceTerm.OfParameter(i);
        return ResourceTerm.Unknown;
    }

    /// <summary>All calls, and all uses of names and members that are neither called, nor a part of a longer path, nor only given a name.</summary>
    private sealed class Finder(LuaFunctions functions, bool onlyWhatRuns) : LuaWalker
    {
        private readonly HashSet<LuaNode> _parts = [];
        private readonly HashSet<LuaNode> _running = [];
        private readonly Stack<string?> _names = new();

        public List<(LuaExpression Callee, IReadOnlyList<LuaExpression>? Arguments, string? Name)> Found { get; } = [];

        protected override bool Enter(LuaNode node)
        {
            var name = _names.Count == 0 ? null : _names.Peek();
            switch (node)
            {
                case LuaCallExpression call:
                    _parts.Add(call.Target);
                    foreach (var argument in call.Arguments)
                        _running.Add(argument);
                    Found.Add((call.Target, call.Arguments, name));
                    break;
                case LuaMethodCallExpression call:
                    _parts.Add(call.Target);
                    Found.Add((call, call.Arguments, name));
                    break;
                case LuaLocalStatement statement:
                    foreach (var value in statement.Values)
                        _parts.Add(value);
                    break;
                case LuaFunctionStatement statement:
                    _parts.Add(statement.Target);
                    break;
                case LuaAssignmentStatement statement:
                    foreach (var target in statement.Targets)
                        _parts.Add(target);
                    break;
                case LuaParenthesizedExpression parenthesized when _parts.Contains(parenthesized):
                    _parts.Add(parenthesized.Expression);
                    break;
                case LuaMemberExpression member:
                    _parts.Add(member.Target);
                    AddValue(member, name);
                    break;
                case LuaIndexExpression index when LuaValues.StringOf(index.Key) is not null:
                    _parts.Add(index.Target);
                    AddValue(index, name);
                    break;
                case LuaNameExpression value:
                    AddValue(value, name);
                    break;
                case LuaFunctionExpression inner:
                    _names.Push(functions.NameOf(inner) ?? name);
                    return !onlyWhatRuns || _running.Contains(inner);
                default:
                    break;
            }

            return true;
        }

        protected override void Leave(LuaNode node)
        {
            if (node is LuaFunctionExpression)
                _names.Pop();
        }

        private void AddValue(LuaExpression value, string? name)
        {
            // What a file only defines or hands on does not run when it is required.
            if (!_parts.Contains(value) && (!onlyWhatRuns || _running.Contains(value)))
                Found.Add((value, null, name));
        }
    }
}
