using System.Buffers.Binary;
using Artel.Lua.Engine;
using Artel.Lua.Values;
using Artel.Payloads;
using CsCheck;

namespace Artel.Lua.Tests.Payloads;

/// <summary>Bytes from a wire that nobody wrote as a payload end in INVALID, whatever they are.</summary>
public sealed class HostileBytesTests
{
    private static readonly byte[][] Seeds =
    [
        PayloadBytes.From<Figure>(new Group([new Figure.Circle(1), new Figure.Rectangle(2, 3)])),
        PayloadBytes.From(Cycle()),
        PayloadBytes.From<object?>(new object?[] { 1L, 2.5, "text", null, new Dictionary<object, object?> { [1.5] = "x", ["y"] = true }, Error() }),
        PayloadBytes.From(new Positional(1, "agent", "note")),
    ];

    [Fact]
    public void Random_bytes_are_refused_or_read() => Gen.Byte[0, 12].Array[0, 80].Select(static bytes => (byte[])[1, .. bytes]).Sample(TryAll, iter: 20_000);

    [Fact]
    public void Changed_bytes_are_refused_or_read() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 1000], Gen.Byte).List[1, 4], Gen.Int[0, 1000]).Select(static (seed, changes, length) =>
        {
            var bytes = Seeds[seed].ToArray();
            foreach (var (at, value) in changes)
                bytes[1 + (at % (bytes.Length - 1))] = value;
            return length % 4 == 0 ? bytes[..(1 + (length % bytes.Length))] : bytes;
        }).Sample(TryAll, iter: 20_000);

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void Counts_that_say_more_than_is_there_make_no_room(int count)
    {
        var bytes = new byte[10];
        (bytes[0], bytes[1]) = (1, (byte)PayloadTag.Table);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), count);
        AssertCheap(bytes, 16_384);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(6), count);
        AssertCheap(bytes, 16_384);
        bytes[1] = (byte)PayloadTag.String;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), count);
        AssertCheap(bytes[..^4], 16_384);
    }

    [Fact]
    public void References_do_not_multiply()
    {
        // Thirty tables, each of which holds the one before twice: written out they would be a thousand million.
        object? value = new List<object?> { 1L };
        for (var i = 0; i < 30; i++)
            value = new List<object?> { value, value };
        var bytes = PayloadBytes.From(value);
        Assert.InRange(bytes.Length, 1, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        PayloadBytes.To<object?>(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100_000);
    }

    [Theory]
    [InlineData(new byte[0], "payload: there are no bytes")]
    [InlineData(new byte[] { 2, 0 }, "payload: form 2 is unknown; this program reads form 1")]
    [InlineData(new byte[] { 1 }, "the payload is malformed at byte 0")]
    [InlineData(new byte[] { 1, 99 }, "the payload is malformed at byte 0")]
    [InlineData(new byte[] { 1, 0, 0 }, "payload: 1 bytes follow the value")]
    [InlineData(new byte[] { 1, 7, 0, 0, 0, 0 }, "the payload is malformed at byte 0")]
    [InlineData(new byte[] { 1, 6, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0 }, "the payload is malformed at byte 9")]
    [InlineData(new byte[] { 1, 8, 99, 0, 5, 0, 0, 0, 0, 0, 0, 0 }, "the payload is malformed at byte 0")]
    public void Malformed_bytes_are_refused_with_their_place(byte[] bytes, string why)
    {
        var error = Assert.Throws<ProcessException>(() => PayloadBytes.To<object?>(bytes));
        Assert.Equal((ErrorKind.Invalid, why), (error.Kind, error.Message));
    }

    [Theory]
    [InlineData(PayloadTag.Table)]
    [InlineData(PayloadTag.Error)]
    public void Nesting_without_end_is_refused(PayloadTag tag)
    {
        byte[] level = tag == PayloadTag.Table ? [6, 1, 0, 0, 0, 0, 0, 0, 0] : [8, 1, 2, 5, 0, 0, 0, 0, 0, 0];
        var bytes = new byte[] { 1 }.Concat(Enumerable.Repeat(level, 100_000).SelectMany(static one => one)).ToArray();
        AssertCheap(bytes, 100_000);
    }

    private static void AssertCheap(byte[] bytes, long most)
    {
        Assert.Throws<ProcessException>(() => PayloadBytes.To<object?>(bytes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => PayloadBytes.To<object?>(bytes)).Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
    }

    private static void TryAll(byte[] bytes)
    {
        Try<object?>(bytes);
        Try<Node?>(bytes);
        Try<Figure?>(bytes);
        Try<Positional?>(bytes);
        Try<Lists?>(bytes);
        Try<(double, Level, int?)>(bytes);
        TryLua(bytes);
    }

    private static void Try<T>(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            PayloadBytes.To<T>(bytes);
        }
        catch (ProcessException refused) when (refused.Kind == ErrorKind.Invalid)
        {
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    private static unsafe void TryLua(byte[] bytes)
    {
        PayloadLayout layout;
        try
        {
            layout = PayloadLayout.Of(bytes.AsSpan(1), 1, out _);
        }
        catch (ProcessException refused) when (refused.Kind == ErrorKind.Invalid)
        {
            return;
        }

        using var state = new LuaState(Script.Patient);
        LuaValueReader.Push(state, state.HostStack, new PortableValues(bytes[1..], 1, layout.Tables.Count, layout.Shares));
        Assert.Equal(1, LuaNative.lua_gettop(state.HostStack));
    }

    private static Node Cycle()
    {
        var node = new Node { Name = "a" };
        node.Next = new() { Name = "b", Next = node, Others = [node] };
        return node;
    }

    private static ProcessException Error() =>
        new(ErrorKind.Conflict, "outer", new ProcessException(ErrorKind.Timeout, "inner"), true, new Dictionary<string, object?> { ["a"] = 1L });
}
