using System.Text;
using Artel.Conformance.Definitions;

namespace Artel.Conformance;

/// <summary>Payloads: statements 24 to 29. The mirror is a process of another language, so that payloads have to cross.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class PayloadConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    private Pid SpawnMirror() => Runtime.Spawn("conf:mirror", ConformanceApp.Host);

    /// <summary>What the mirror makes of a payload.</summary>
    private async Task<object?> CrossAsync(string topic, params object?[] values)
    {
        var puppet = Spawn();
        await puppet.DoAsync("send", [SpawnMirror(), topic, .. values]);
        return (await puppet.TakeAsync()).Payload;
    }

    [Fact]
    public async Task S024_a_payload_is_a_deep_copy()
    {
        var mirror = SpawnMirror();
        var puppet = Spawn();
        await puppet.DoAsync("send_and_change", mirror);
        Assert.Equal(["before"], (IEnumerable<object?>)(await puppet.TakeAsync()).Payload!);
    }

    [Fact]
    public async Task S024_shared_references_keep_their_shape()
    {
        var puppet = Spawn();
        await puppet.DoAsync("send_shared", SpawnMirror());
        Assert.Equal("shared", (await puppet.TakeAsync()).Payload);
    }

    [Fact]
    public async Task S024_cyclic_references_keep_their_shape()
    {
        var puppet = Spawn();
        await puppet.DoAsync("send_cyclic", SpawnMirror());
        Assert.Equal("cyclic", (await puppet.TakeAsync()).Payload);
    }

    [Fact]
    public async Task S025_what_cannot_cross_is_invalid_and_the_error_names_the_path()
    {
        var mirror = SpawnMirror();
        var puppet = Spawn();
        var error = await puppet.FailsAsync("send_uncopyable", mirror);
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("payload[1].handler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S025_error_objects_cross_whole()
    {
        var mirror = SpawnMirror();
        var puppet = Spawn();
        await puppet.DoAsync("send_error", mirror, "mirror", "Conflict", "two of them");
        var error = Assert.IsType<ProcessException>((await puppet.TakeAsync()).Payload);
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal("two of them", error.Message);
        Assert.True(error.Retryable);
        Assert.Equal("left", error.Details["part"]);
    }

    [Fact]
    public async Task S026_nil_keeps_its_position()
    {
        Assert.Equal("1=integer, 3=string of 1", await CrossAsync("describe", 1, null, "x", null));
        Assert.Equal("nil", await CrossAsync("describe", (object?)null));

        var sender = Spawn();
        var receiver = Spawn();
        await sender.DoAsync("send", receiver.Pid, Puppet.NoteTopic, null, 1, null, "x", null);
        var payload = ((IEnumerable<object?>)(await receiver.TakeAsync()).Payload!).ToArray();
        Assert.Null(payload[0]);
        Assert.Equal(1, Number(payload[1]));
        Assert.Null(payload[2]);
        Assert.Equal("x", payload[3]);

        // Where an array ends with its last value, what would come after it is nil all the same.
        Assert.Null(payload.ElementAtOrDefault(4));
    }

    [Fact]
    public async Task S026_integer_and_float_stay_apart()
    {
        Assert.Equal("integer", await CrossAsync("describe", 2));
        Assert.Equal("float", await CrossAsync("describe", 2.0));
        Assert.IsType<long>(await CrossAsync("mirror", 2));
        Assert.IsType<double>(await CrossAsync("mirror", 2.0));
        Assert.Equal(long.MinValue, await CrossAsync("mirror", long.MinValue));
    }

    [Fact]
    public async Task S026_strings_are_bytes()
    {
        byte[] bytes = [0, 255, 10, 128];
        Assert.Equal("string of 4", await CrossAsync("describe", bytes));
        Assert.Equal(bytes, await CrossAsync("mirror", bytes));
        Assert.Equal($"string of {Encoding.UTF8.GetByteCount("жук\0")}", await CrossAsync("describe", "жук\0"));
        Assert.Equal("жук\0", await CrossAsync("mirror", "жук\0"));
    }

    [Fact]
    public async Task S027_arguments_of_spawn_and_exec_become_the_positional_arguments_of_main()
    {
        var puppet = Spawn();
        object?[] spawned = ["spawn_monitored", Definition("arguments"), ConformanceApp.Host, "one", null, 3];
        var outcomes = await puppet.BatchAsync(spawned, ["event"]);
        AssertArguments(SeenEvent.Read(outcomes[1].Value).Value);
        AssertArguments(await puppet.DoAsync("exec", Definition("arguments"), ConformanceApp.Host, "one", null, 3));

        static void AssertArguments(object? value)
        {
            var arguments = ((IEnumerable<object?>)value!).ToArray();
            Assert.Equal("one", arguments[0]);
            Assert.Null(arguments[1]);
            Assert.Equal(3, Number(arguments[2]));
        }
    }

    [Fact]
    public async Task S027_arguments_of_upgrade_become_the_positional_arguments_of_main()
    {
        var puppet = Spawn();
        var ended = puppet.Ended();
        puppet.Begin("upgrade", Definition("arguments"), "one", null, 3);
        var arguments = ((IEnumerable<object?>)(await ended).Value!).ToArray();
        Assert.Equal("one", arguments[0]);
        Assert.Equal(3, Number(arguments[2]));
    }

    [Fact]
    public async Task S028_typed_values_cross_to_another_language_and_back()
    {
        var sent = new Parcel(
            7, "жук", Shade.Dark, new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero), [1, 0, 255], null, 2.5,
            [new Stamp("a", 1), new Stamp("b", 2)], new Dictionary<string, int> { ["left"] = 1, ["right"] = 2 });
        var back = await Runtime.ExecAsync<Parcel>("conf.csharp:courier", ConformanceApp.Host, SpawnMirror(), sent)
            .WaitAsync(ConformanceApp.Patience);
        Assert.Equivalent(sent, back, strict: true);
    }

    [Fact]
    public async Task S028_a_dictionary_behind_its_interface_crosses()
    {
        var sent = new Chart(new Dictionary<string, int> { ["left"] = 1 });
        var back = await Runtime.ExecAsync<Chart>("conf.csharp:chart-courier", ConformanceApp.Host, SpawnMirror(), sent)
            .WaitAsync(ConformanceApp.Patience);
        Assert.Equivalent(sent, back, strict: true);
    }

    [Fact]
    public async Task S028_a_type_that_has_no_codec_is_invalid()
    {
        var error = await Assert.ThrowsAsync<ProcessException>(() => Runtime.ExecAsync<object?>(
            "conf.csharp:uncoded-courier", ConformanceApp.Host, SpawnMirror()).WaitAsync(ConformanceApp.Patience));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("Uncoded", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S029_the_object_itself_is_passed_where_the_heap_is_shared_and_a_copy_else()
    {
        var sent = new List<object?> { "here" };
        var sender = Spawn();
        var receiver = Spawn();
        await sender.DoAsync("send", receiver.Pid, Puppet.NoteTopic, sent);
        var taken = (await receiver.TakeAsync()).Payload;
        Assert.Equal(sent, (IEnumerable<object?>)taken!);
        Assert.Equal(TLanguage.SharesTheHeap, ReferenceEquals(sent, taken));
    }
}
