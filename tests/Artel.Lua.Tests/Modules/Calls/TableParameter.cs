namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>A table that a function of the library takes: an argument, or what a field of one holds.</summary>
internal sealed class TableParameter
{
    private readonly LibraryFunction _function;
    private readonly int _argument;
    private readonly TableParameter? _outer;
    private readonly LibraryPlace? _place;

    private TableParameter(LibraryFunction function, int argument, LibraryType type, TableParameter? outer = null, LibraryPlace? place = null)
    {
        _function = function;
        _argument = argument;
        _outer = outer;
        _place = place;
        Name = outer is null ? $"{function.FullName}.{function.Documented[argument].Name}" : $"{outer.Name}.{place!.Name}";
        Places = LibraryTable.PlacesOf(type);
    }

    /// <summary>All tables of the host's functions; those of <c>_G</c> and <c>coroutine</c> are Lua's and the prelude's own.</summary>
    public static readonly Dictionary<string, TableParameter> All = LibraryCallTests.Functions.Values
        .Where(static function => function.Owner is not ("_G" or "coroutine"))
        .SelectMany(static function => function.Documented.Index()
            .Where(static one => one.Item.Type.Kinds.Contains("table"))
            .SelectMany(one => new TableParameter(function, one.Index, one.Item.Type).WithInner()))
        .ToDictionary(static table => table.Name);

    public string Name { get; }

    /// <summary>What the library tells of it.</summary>
    public IReadOnlyList<LibraryPlace> Places { get; }

    public IEnumerable<LibraryPlace> Fields => Places.Where(static place => place.IsField);

    /// <summary>The number of the argument, as errors have it.</summary>
    public int Number => _argument + 1;

    public bool InHandler => LibraryCallTests.NeedsMessage(_function);

    /// <summary>The right values of a place.</summary>
    public string[] ValuesOf(LibraryPlace place) => TableValues.Of($"{Name}.{place.Name}", place.Type);

    /// <summary>A call with right values, and with these in the table, instead of or beside what it needs.</summary>
    /// <param name="places">Places as Lua writes them, and their values; nil for a place that is to be left out.</param>
    /// <param name="metatable">The table's metatable; null for none.</param>
    public string Call(IReadOnlyDictionary<string, string>? places = null, string? metatable = null)
    {
        var entries = Places.Where(place => !place.Type.TakesNil && (place.IsField || TableValues.IsNeeded(Name)))
            .ToDictionary(static place => place.Lua, place => ValuesOf(place)[0]);
        foreach (var (place, value) in places ?? new Dictionary<string, string>())
            entries[place] = value;
        var table = $"{{ {string.Join(", ", entries.Select(static entry => $"{entry.Key} = {entry.Value}"))} }}";
        if (metatable is not null)
            table = $"setmetatable({table}, {metatable})";
        if (_outer is not null)
            return _outer.Call(new Dictionary<string, string> { [_place!.Lua] = table });

        // Without the arguments after it that need not be given: they may stand for what is in the table.
        var last = _function.Documented.Index().Last(one => one.Index <= _argument || !one.Item.Type.TakesNil).Index;
        string[] arguments = [.. _function.Documented.Take(last + 1).Select(parameter => CallValues.Of(_function, parameter)[0])];
        arguments[_argument] = table;
        return CallScript.Of(_function, arguments);
    }

    private IEnumerable<TableParameter> WithInner() =>
        Places.Where(static place => place.IsField && LibraryTable.PlacesOf(place.Type).Any())
            .SelectMany(place => new TableParameter(_function, _argument, place.Type, this, place).WithInner()).Prepend(this);
}
