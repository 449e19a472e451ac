namespace Artel.Analyzers.Tests;

public class LuaDurationAnalyzerTests
{
    [Theory]
    [InlineData("process.cancel(pid, '5x')", "a.lua(1,21): error ART0601: '5x' is no duration: write it as in '1.5s', '200ms' or '1h30m'")]
    [InlineData("process.cancel(pid, '5')", "a.lua(1,21): error ART0601: '5' is no duration: write it as in '1.5s', '200ms' or '1h30m'")]
    [InlineData("require('time').sleep('')", "a.lua(1,23): error ART0601: '' is no duration: write it as in '1.5s', '200ms' or '1h30m'")]
    [InlineData("local time = require('time') time.after('1h 30m')", "a.lua(1,41): error ART0601: '1h 30m' is no duration: write it as in '1.5s', '200ms' or '1h30m'")]
    [InlineData("process.cancel(pid, '0')", "a.lua(1,21): error ART0602: 'process.cancel' takes a duration above zero")]
    [InlineData("process.cancel(pid, -5)", "a.lua(1,21): error ART0602: 'process.cancel' takes a duration above zero")]
    [InlineData("process.cancel(pid, '-5s')", "a.lua(1,21): error ART0602: 'process.cancel' takes a duration above zero")]
    [InlineData("local after <const> = require('time').after after(0)", "a.lua(1,51): error ART0602: 'time.after' takes a duration above zero")]
    public async Task What_is_no_duration_is_flagged(string source, string diagnostic) =>
        Assert.Equal([diagnostic], await LuaVerifier.DiagnosticsAsync<LuaDurationAnalyzer>(source));

    [Theory]
    [InlineData("process.cancel(pid) process.cancel(pid, '5s') process.cancel(pid, 500) process.cancel(pid, d)")]
    [InlineData("local time = require('time') time.sleep('0') time.sleep(-1) time.sleep('1h30m') time.after('.5s') time.after('+200µs')")]
    [InlineData("local time = require('time') time.after(2 * time.SECOND)")]
    [InlineData("local time = { after = print } time.after('5x')")]
    [InlineData("---@diagnostic disable-next-line: ART0601\nprocess.cancel(pid, '5x')")]
    public async Task Durations_are_left_alone(string source) => Assert.Empty(await LuaVerifier.DiagnosticsAsync<LuaDurationAnalyzer>(source));
}
