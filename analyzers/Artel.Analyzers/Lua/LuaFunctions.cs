using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>Which functions the names of a Lua file stand for.</summary>
internal sealed class LuaFunctions
{
    private const int MaxSteps = 100;

    private readonly Dictionary<LuaLocal, LuaFunctionExpression> _locals = [];
    private readonly Dictionary<(LuaLocal Table, string Name), LuaExpression> _members = [];
    private readonly Dictionary<LuaFunctionExpression, string> _names = [];
    private readonly LuaExpression? _returned;

    public LuaFunctions(LuaSyntaxTree tree)
    {
        foreach (var node in tree.Root.DescendantsAndSelf())
        {
            switch (node)
            {
                case LuaLocalFunctionStatement statement:
                    _locals[statement.Local] = statement.Function;
                    _names[statement.Function] = statement.Local.Name;
                    break;
                case LuaFunctionStatement statement:
                    AddMember(statement.Target, statement.Method?.Text, statement.Function);
                    break;
                case LuaAssignmentStatement statement:
                    for (var i = 0; i < Math.Min(statement.Targets.Count, statement.Values.Count); i++)
                        AddMember(statement.Targets[i], null, statement.Values[i]);
                    break;
                case LuaLocalStatement statement:
                    for (var i = 0; i < Math.Min(statement.Locals.Count, statement.Values.Count); i++)
                        AddTable(statement.Locals[i], statement.Values[i]);
                    break;
                case LuaTableField { Name: { } name, Value: LuaFunctionExpression function }:
                    Name(function, name.Text);
                    break;
                default:
                    break;
            }
        }

        _returned = tree.Root.Statements.OfType<LuaReturnStatement>().FirstOrDefault() is { Values: { Count: > 0 } values } ? values[0] : null;
    }

    /// <summary>The name that a function was given where it is written; null for one without.</summary>
    public string? NameOf(LuaFunctionExpression function) => _names.TryGetValue(function, out var name) ? name : null;

    /// <summary>The function of this file that an expression is; null where it is none, or that is not known.</summary>
    public LuaFunctionExpression? Resolve(LuaExpression? expression)
    {
        for (var steps = 0; steps < MaxSteps && expression is not null; steps++)
        {
            switch (LuaValues.Unwrap(expression))
            {
                case LuaFunctionExpression function:
                    return function;
                case LuaNameExpression { Local: { } local } when _locals.TryGetValue(local, out var declared) && local.AssignedValues.Count == 0:
                    return declared;
                case LuaNameExpression { Local: { Initializer: null, AssignedValues: { Count: 1 } values } }:
                    expression = values[0];
                    break;
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    expression = value;
                    break;
                case LuaMemberExpression member:
                    expression = Member(member.Target, member.Member.Text);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>What a call of the form <c>table:name()</c> calls.</summary>
    public LuaFunctionExpression? ResolveMethod(LuaExpression table, string name) => Resolve(Member(table, name));

    /// <summary>What the file gives to who requires it: the function of that name, or the file's value itself.</summary>
    public LuaFunctionExpression? Export(string? name) => _returned is null ? null
        : name is null ? Resolve(_returned)
        : Resolve(Member(_returned, name));

    private LuaExpression? Member(LuaExpression table, string name)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            switch (LuaValues.Unwrap(table))
            {
                case LuaTableExpression literal:
                    return literal.Fields.FirstOrDefault(field => field.Name?.Text == name)?.Value;
                case LuaNameExpression { Local: { } local } when _members.TryGetValue((local, name), out var value):
                    return value;
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    table = value;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private void AddMember(LuaExpression target, string? method, LuaExpression value)
    {
        var (table, name) = method is not null ? (target, method)
            : target is LuaMemberExpression member ? (member.Target, member.Member.Text)
            : (null, (target as LuaNameExpression)?.Name ?? string.Empty);
        if (value is LuaFunctionExpression function)
            Name(function, name);
        if (table is LuaNameExpression { Local: { } local })
            _members[(local, name)] = value;
    }

    private void AddTable(LuaLocal local, LuaExpression value)
    {
        if (value is LuaFunctionExpression function)
            Name(function, local.Name);
        if (value is LuaTableExpression table)
            foreach (var field in table.Fields)
                if (field.Name is { } name)
                    _members[(local, name.Text)] = field.Value;
    }

    private void Name(LuaFunctionExpression function, string name)
    {
        if (!_names.ContainsKey(function) && name.Length > 0)
            _names.Add(function, name);
    }
}
