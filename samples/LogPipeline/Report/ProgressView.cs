using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LogPipeline.Report;

/// <summary>
/// Shows how a run goes on, by asking for a <see cref="ProgressSnapshot"/> now and then: the run itself knows nothing of
/// the display. On a terminal the picture is redrawn in place; anywhere else (a file, a pipe, a build log) there is one plain
/// line every few seconds, without control codes.
/// </summary>
public sealed class ProgressView(IAnsiConsole console, Func<ProgressSnapshot> poll, TimeProvider? time = null)
{
    private const int BarWidth = 40;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Shows progress until <paramref name="work"/> has ended, however it ended: its outcome is for the caller, who
    /// awaits it.
    /// </summary>
    public Task RunAsync(Task work, CancellationToken cancelled = default) =>
        IsLive ? ShowLiveAsync(work, cancelled) : ShowPlainAsync(work, cancelled);

    private bool IsLive =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };

    private async Task ShowLiveAsync(Task work, CancellationToken cancelled)
    {
        var started = _time.GetTimestamp();
        await console.Live(Picture(poll(), TimeSpan.Zero)).StartAsync(async display =>
        {
            while (!await EndsWithinAsync(work, Frame, cancelled).ConfigureAwait(false))
                display.UpdateTarget(Picture(poll(), _time.GetElapsedTime(started)));
            display.UpdateTarget(Picture(poll(), _time.GetElapsedTime(started)));
        }).ConfigureAwait(false);
    }

    private async Task ShowPlainAsync(Task work, CancellationToken cancelled)
    {
        while (!await EndsWithinAsync(work, PlainInterval, cancelled).ConfigureAwait(false))
            console.WriteLine(Line(poll()));
    }

    private async Task<bool> EndsWithinAsync(Task work, TimeSpan interval, CancellationToken cancelled)
    {
        if (work.IsCompleted || cancelled.IsCancellationRequested)
            return true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var pause = Task.Delay(interval, _time, stop.Token);
        var ended = await Task.WhenAny(work, pause).ConfigureAwait(false);
        if (ended == work)
            await stop.CancelAsync().ConfigureAwait(false);
        return ended == work || cancelled.IsCancellationRequested;
    }

    private static Rows Picture(ProgressSnapshot snapshot, TimeSpan elapsed)
    {
        var filled = (int)Math.Round(snapshot.Fraction * BarWidth);
        var rate = elapsed > TimeSpan.Zero ? snapshot.Lines / elapsed.TotalSeconds : 0;
        var rules = new Table().RoundedBorder()
            .AddColumn(new TableColumn("Rule").NoWrap())
            .AddColumn(new TableColumn("Hits").RightAligned().NoWrap())
            .AddColumn(new TableColumn("Crashes").RightAligned().NoWrap());
        foreach (var rule in snapshot.Rules)
        {
            rules.AddRow(
                new Text(LogText.Printable(rule.Name, BarWidth)),
                new Text(Invariant($"{rule.Hits:N0}")),
                new Text(Invariant($"{rule.Crashes:N0}"), rule.Crashes > 0 ? new Style(Color.Red) : Style.Plain));
        }
        return new Rows(
            new Columns(
                new Text(new string('━', filled) + new string('╌', BarWidth - filled), new Style(Color.Green)),
                new Text(Invariant($"{Math.Floor(snapshot.Fraction * 100):0} %"))).Collapse(),
            new Text(Invariant($"{snapshot.Lines:N0} lines, {rate:N0} per second")),
            rules);
    }

    private static string Line(ProgressSnapshot snapshot)
    {
        var rules = snapshot.Rules.Select(rule =>
        {
            var hits = Invariant($"{LogText.Printable(rule.Name, BarWidth)} {rule.Hits:N0}");
            return rule.Crashes > 0 ? Invariant($"{hits} ({rule.Crashes:N0} crashed)") : hits;
        });
        var head = Invariant($"{Math.Floor(snapshot.Fraction * 100):0} %, {snapshot.Lines:N0} lines");
        return snapshot.Rules.Count > 0 ? $"{head}; {string.Join(", ", rules)}" : head;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
