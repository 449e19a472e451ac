namespace Artel.Lua.Tests;

/// <summary>What <c>collectgarbage</c> does for a script, and what it does not let it do.</summary>
public sealed class CollectorTests
{
    [Fact]
    public void A_script_sees_its_memory_and_gives_back_what_it_holds_no_longer() => Script.Returns(
        """
        local before = collectgarbage("count")
        local held = {}
        for i = 1, 10000 do held[i] = { i } end
        local full = collectgarbage("count")
        held = nil
        local zero = collectgarbage()
        local after = collectgarbage("count")
        return math.type(before), full - before > 500, full - after > 500, zero, collectgarbage("isrunning")
        """,
        "float|true|true|0|true");

    [Fact]
    public void A_cycle_in_steps_ends() => Script.Returns("local n = 0 repeat n = n + 1 until collectgarbage('step') return n > 0", "true");

    [Fact]
    public void A_whole_collection_is_done_in_steps_between_which_the_script_is_interrupted()
    {
        var outcome = Script.Run(
            "local held = {} for i = 1, 200000 do held[i] = { i } end receive() collectgarbage() return #held",
            new LuaLimits { TimeSlice = TimeSpan.Zero, MemoryBytes = 512 << 20 });
        Assert.Equal("200000", outcome.Result);
        Assert.True(outcome.SlicesSinceOperation >= 20, $"{outcome.SlicesSinceOperation} slices");
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("generational")]
    [InlineData("setpause")]
    [InlineData("anything")]
    public void How_the_collector_works_is_not_the_scripts_to_set(string option)
    {
        var outcome = Script.Run($"return pcall(collectgarbage, '{option}', 1)");
        Assert.StartsWith($"false|bad argument #1 to 'collectgarbage' (invalid option '{option}'", outcome.Result, StringComparison.Ordinal);
    }
}
