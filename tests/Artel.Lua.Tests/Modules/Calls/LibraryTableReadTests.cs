#if DEBUG
using System.Collections.Concurrent;
using System.Text;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>
/// Which fields of tables the host's functions look at. Two ways there are: to ask a table for a name, which a debug build tells of, and to go
/// through all that is in it and refuse other names than those that the refusal tells.
/// </summary>
[Collection("what is looked at")]
public sealed class LibraryTableReadTests : IDisposable
{
    /// <summary>A text that begins so is told of when it is looked at; a table whose metatable's one value begins so, when it is asked for a name.</summary>
    private const string Mark = "which field is looked at: ";

    private static ReadOnlySpan<byte> MarkBytes => "which field is looked at: "u8;

    private static readonly ConcurrentDictionary<(string Mark, string Key), bool> Seen = new();

    public unsafe LibraryTableReadTests()
    {
        ReadWatch = static (L, index) => Note(Unwatched(L, index), default);
        KeyWatch = static (L, index) =>
        {
            var key = Unwatched(L, -1);
            if (key.Length == 0 || lua_getmetatable(L, index) == 0)
                return;
            lua_pushnil(L);
            if (lua_next(L, -2) != 0)
            {
                Note(Unwatched(L, -1), key);
                lua_pop(L, 2);
            }

            lua_pop(L, 1);
        };
    }

    public static TheoryData<string> Names => LibraryTableTests.Names;

    public void Dispose() => ReadWatch = KeyWatch = null;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_function_looks_at_the_fields_that_the_library_tells_of(string name)
    {
        var table = TableParameter.All[name];
        LibraryPlace[] fields = [.. table.Fields];
        await CallApp.RunAsync([.. fields.Select(field => table.Call(new Dictionary<string, string>(TableValues.ToBeLookedAt(name)) { [field.Lua] = $"'{MarkOf(field.Name)}'" }))], table.InHandler);
        Assert.Empty(fields.Where(field => !Seen.ContainsKey((MarkOf(field.Name), ""))).Select(static field => field.Name));

        string MarkOf(string field) => $"{Mark}{name}, {field}";
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_function_looks_at_no_other_fields(string name)
    {
        var table = TableParameter.All[name];
        if (!TableValues.TakesMetatable(name))
            return;
        var mark = $"{Mark}{name}, by name";
        var outcome = Assert.Single(await CallApp.RunAsync([table.Call(TableValues.ToBeLookedAt(name), $"{{ __name = '{mark}' }}")], table.InHandler));
        Assert.True(outcome.IsDone, outcome.Text);
        var asked = Seen.Keys.Where(seen => seen.Mark == mark && seen.Key.Length > 0).Select(static seen => seen.Key);
        var told = table.Fields.Any() ? await LibraryTableTests.ToldOfAsync(table) ?? [] : [];
        Assert.Equal(table.Fields.Select(static field => field.Name).Order(StringComparer.Ordinal), asked.Union(told).Order(StringComparer.Ordinal));
    }

    private static void Note(ReadOnlySpan<byte> mark, ReadOnlySpan<byte> key)
    {
        if (mark.StartsWith(MarkBytes))
            Seen[(Encoding.UTF8.GetString(mark), Encoding.UTF8.GetString(key))] = true;
    }
}
#endif
