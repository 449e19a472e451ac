#if DEBUG
using System.Collections.Concurrent;
using System.Text;
using Artel.Lua.Engine;

namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>
/// Which arguments the host's functions look at. A further one that no value is wrong for would not show in what a call comes to; that it is
/// read does. Only a debug build can tell. The functions of <c>_G</c> and <c>coroutine</c> are Lua's and the prelude's own, not the host's.
/// </summary>
[Collection("what is looked at")]
public sealed class LibraryReadTests : IDisposable
{
    /// <summary>Every text that begins so is told of when it is looked at.</summary>
    private const string Mark = "is it looked at: ";

    private static ReadOnlySpan<byte> MarkBytes => "is it looked at: "u8;

    private static readonly ConcurrentDictionary<string, bool> Seen = new();

    public static TheoryData<string> Names => [.. LibraryCallTests.Functions.Values.Where(static function => function.Owner is not ("_G" or "coroutine")).Select(static function => function.FullName)];

    public unsafe LibraryReadTests() => LuaNative.ReadWatch = static (L, index) =>
    {
        var bytes = LuaNative.Unwatched(L, index);
        if (bytes.StartsWith(MarkBytes))
            Seen[Encoding.UTF8.GetString(bytes)] = true;
    };

    public void Dispose() => LuaNative.ReadWatch = null;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_function_looks_at_the_parameters_that_the_library_tells_of_and_at_no_more(string name)
    {
        var function = LibraryCallTests.Functions[name];
        var parameters = function.Documented;
        string[] right = [.. parameters.Select(parameter => CallValues.Of(function, parameter)[0])];
        var isOpen = parameters is [.., { Name: "..." }];
        List<(string Text, string Script, bool Looks)> looks = [];
        for (var i = 0; i < parameters.Count; i++)
        {
            string[] arguments = [.. right];
            arguments[i] = "nil";
            if (CallExceptions.GoesWith($"{name}.{parameters[i].Name}") is { } with)
                arguments[parameters.Index().Single(one => one.Item.Name == with.Parameter).Index] = with.Value;
            Add(parameters[i].Name, i, arguments, looked: true);
        }

        // What comes after the declared ones, next to them and further on.
        if (!isOpen)
        {
            Add("one more", right.Length, [.. right, "nil"], looked: false);
            Add("two more", right.Length + 1, [.. right, "nil", "nil"], looked: false);
        }

        await CallApp.RunAsync([.. looks.Select(static look => look.Script)], inHandler: LibraryCallTests.NeedsMessage(function));
        Assert.Equal(looks.Select(static look => (look.Text, look.Looks)), looks.Select(static look => (look.Text, Seen.ContainsKey(look.Text))));

        void Add(string what, int i, string[] arguments, bool looked)
        {
            var text = $"{Mark}{name}, {what}";
            arguments[i] = $"'{text}'";
            looks.Add((text, CallScript.Of(function, arguments), looked));
        }
    }
}
#endif
