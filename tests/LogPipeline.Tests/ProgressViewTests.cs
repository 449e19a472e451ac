using LogPipeline.Report;
using Microsoft.Extensions.Time.Testing;

namespace LogPipeline.Tests;

public sealed class ProgressViewTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task WithoutATerminalThereIsAPlainLineNowAndThen()
    {
        var console = new RecordedConsole(200, hasAnsi: true);
        var lines = 0L;
        var work = new TaskCompletionSource();
        var view = new ProgressView(console.Console, () => Snapshot(++lines), _time).RunAsync(work.Task);

        await AdvanceUntilAsync(() => lines == 2);
        work.SetResult();
        await view;
        Assert.Equal(
            ["25 %, 1 lines; searches 1 (2 crashed), bots[x] 9", "25 %, 2 lines; searches 2 (2 crashed), bots[x] 9"],
            console.Lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task ShortWorkPrintsNothing()
    {
        var console = new RecordedConsole();
        await new ProgressView(console.Console, () => Snapshot(1), _time).RunAsync(Task.CompletedTask);
        Assert.Empty(console.Output);
    }

    [Fact]
    public async Task FailedWorkIsTheCallersToAwait()
    {
        var work = Task.FromException(new InvalidOperationException("no"));
        await new ProgressView(new RecordedConsole().Console, () => Snapshot(1), _time).RunAsync(work);
        await Assert.ThrowsAsync<InvalidOperationException>(() => work);
    }

    [Fact]
    public async Task CancellingEndsTheView()
    {
        using var cancel = new CancellationTokenSource();
        var never = new TaskCompletionSource().Task;
        var view = new ProgressView(new RecordedConsole().Console, () => Snapshot(1), _time).RunAsync(never, cancel.Token);
        await cancel.CancelAsync();
        await view.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task OnATerminalThePictureIsRedrawn()
    {
        var console = new RecordedConsole(hasAnsi: true, isTerminal: true);
        var polls = 0L;
        var work = new TaskCompletionSource();
        var view = new ProgressView(console.Console, () => Snapshot(Interlocked.Increment(ref polls)), _time).RunAsync(work.Task);
        await AdvanceUntilAsync(() => Interlocked.Read(ref polls) >= 3);
        work.SetResult();
        await view;

        var text = console.Output;
        Assert.Contains("\x1b[", text, StringComparison.Ordinal);
        Assert.Contains("bots[x]", text, StringComparison.Ordinal);
        Assert.Contains("25 %", text, StringComparison.Ordinal);
        Assert.Contains($"{Interlocked.Read(ref polls)} lines", text, StringComparison.Ordinal);
    }

    [Fact]
    public void FractionStaysBetweenNothingAndAll()
    {
        Assert.Equal(0, new ProgressSnapshot(5, 0, 1, []).Fraction);
        Assert.Equal(1, new ProgressSnapshot(9, 5, 1, []).Fraction);
    }

    private async Task AdvanceUntilAsync(Func<bool> isThere)
    {
        var patience = DateTime.UtcNow.AddSeconds(20);
        while (!isThere())
        {
            Assert.True(DateTime.UtcNow < patience);
            _time.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Yield();
        }
    }

    private static ProgressSnapshot Snapshot(long lines) =>
        new(25, 100, lines, [new RuleProgress("searches", lines, 2), new RuleProgress("bots[x]", 9, 0)]);
}
