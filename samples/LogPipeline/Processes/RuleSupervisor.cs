using Artel;
using LogPipeline.Logs;

namespace LogPipeline.Processes;

/// <summary>
/// Runs one rule: a pool of Lua processes of the same script. It knows what each of them was given and has not answered. A worker that
/// crashes was at the oldest of these lines: that line is reported and left out, the others go to the worker that takes its place. A
/// worker that somebody terminated was at fault for nothing: all of its lines are given again.
/// </summary>
[Process("log:rule-supervisor")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, RuleName.Namespace + "*")]
[Permission(Permissions.SpawnLinked, RuleName.Namespace + "*")]
[Permission(Permissions.SpawnMonitored, RuleName.Namespace + "*")]
[Permission(Permissions.Host, Pipeline.Host)]
[Permission(Permissions.RegistryRegister, "log.rules.*")]
[Permission(Permissions.Context)]
[Permission(Permissions.Terminate)]
[Permission(Permissions.Unmonitor)]
public sealed partial class RuleSupervisor(
    [Argument] string rule, [Argument] PipelineOptions options, [Argument] Pid pipeline, [Argument] Pid reader, [Argument] Pid aggregator)
{
    /// <summary>How many lines a worker has at a time: enough to keep it busy, few enough to give again.</summary>
    private const int WindowPerWorker = 64;

    /// <summary>How often workers may end without having answered a line before the rule is given up.</summary>
    private const int MaxFruitlessRestarts = 5;

    private readonly string _name = RuleName.Of(rule);
    private readonly Dictionary<Pid, Worker> _workers = [];

    /// <summary>Lines that no worker has, oldest first.</summary>
    private readonly Queue<LogEntry> _waiting = [];

    private long _lastNumber;
    private int _creditOwed;
    private int _fruitlessRestarts;
    private bool _readerEnded;

    [OnMessage("line")]
    private void Line(LogEntry entry)
    {
        _waiting.Enqueue(entry);
        GiveOut();
    }

    [OnMessage("classified")]
    private void LineClassified(Classified answer, [Sender] Pid pid)
    {
        if (!_workers.TryGetValue(pid, out var worker) || !worker.TryFinish(answer.Number))
            return;
        _fruitlessRestarts = 0;
        Process.Send(aggregator, "verdict", new Verdict(_name, answer.Label));
        LineDone();
    }

    /// <summary>The reader has no more lines.</summary>
    [OnMessage("end")]
    private void ReaderEnded()
    {
        _readerEnded = true;
        EndIfDone();
    }

    /// <summary>The first message: the pool starts, and then the reader may send.</summary>
    [OnMessage("start")]
    private void Start()
    {
        // Linked, so that no worker outlives its supervisor; trapped, so that the supervisor outlives its workers.
        Process.Options = Process.Options with { TrapLinks = true };
        for (var slot = 1; slot <= options.WorkersPerRule; slot++)
            StartWorker(slot);
        // A reader that has read a short log has ended already.
        Process.TrySend(reader, "credit", options.WorkersPerRule * WindowPerWorker * 2);
    }

    [OnExit]
    private void WorkerEnded(ExitEvent exit)
    {
        if (exit.From is null || !_workers.Remove(exit.From, out var worker))
            return;

        var unanswered = worker.TakeAll();
        var terminated = exit.Error is { Kind: ErrorKind.Canceled };
        if (!terminated && unanswered.TryDequeue(out var culprit))
        {
            Process.Send(aggregator, "crashed", new RuleCrashed(_name, culprit, exit.Error?.Message ?? "the script ended"));
            LineDone();
        }
        else if (!terminated && ++_fruitlessRestarts > MaxFruitlessRestarts)
        {
            throw new ProcessException(
                ErrorKind.Unavailable, $"rule {rule} ended {MaxFruitlessRestarts} times without having been given a line: {exit.Error?.Message}", exit.Error);
        }

        foreach (var entry in unanswered)
            _waiting.Enqueue(entry);
        StartWorker(worker.Slot);
        Process.Send(aggregator, "restarted", _name);
        GiveOut();
    }

    /// <summary>The end of a worker comes as an EXIT too; that of the pipeline is the end of all.</summary>
    [OnLinkDown]
    private void LinkDown(LinkDownEvent down)
    {
        if (down.From == pipeline)
            Process.Exit(down.Error);
    }

    [OnCancel]
    private void Stop()
    {
        foreach (var pid in _workers.Keys)
        {
            Process.Unmonitor(pid);
            Process.Terminate(pid);
        }

        Process.Exit();
    }

    private void StartWorker(int slot)
    {
        var pid = Process.WithContext(new Dictionary<string, object?> { ["rule"] = _name })
            .WithName($"log.rules.{_name}.{slot}")
            .SpawnLinkedMonitored(rule, Pipeline.Host, new RuleOptions(options.SlowThreshold));
        _workers.Add(pid, new Worker(slot));
    }

    private void GiveOut()
    {
        while (_waiting.Count > 0)
        {
            var (pid, worker) = _workers.MinBy(static worker => worker.Value.Count);
            if (worker.Count >= WindowPerWorker)
                return;
            var entry = _waiting.Dequeue();
            worker.Give(++_lastNumber, entry);
            // The worker may have ended a moment ago: its EXIT is on the way, and with it the line comes back.
            Process.TrySend(pid, "line", RuleLine.From(entry, _lastNumber));
        }
    }

    private void LineDone()
    {
        if (++_creditOwed >= WindowPerWorker)
        {
            Process.TrySend(reader, "credit", _creditOwed);
            _creditOwed = 0;
        }

        GiveOut();
        EndIfDone();
    }

    private void EndIfDone()
    {
        if (!_readerEnded || _waiting.Count > 0 || _workers.Values.Any(static worker => worker.Count > 0))
            return;
        Process.Send(aggregator, "rule ended", new RuleEnded(_name));
    }

    /// <summary>What one worker was given and has not answered, oldest first.</summary>
    private sealed class Worker(int slot)
    {
        private readonly Queue<(long Number, LogEntry Entry)> _given = [];

        public int Slot => slot;

        public int Count => _given.Count;

        public void Give(long number, LogEntry entry) => _given.Enqueue((number, entry));

        /// <summary>Takes an answer; false when it is not one to the oldest line, as after a script that answers twice.</summary>
        public bool TryFinish(long number)
        {
            if (!_given.TryPeek(out var oldest) || oldest.Number != number)
                return false;
            _given.Dequeue();
            return true;
        }

        public Queue<LogEntry> TakeAll()
        {
            var entries = new Queue<LogEntry>(_given.Select(static given => given.Entry));
            _given.Clear();
            return entries;
        }
    }
}
