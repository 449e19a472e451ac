using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Modules;
using Artel.Lua.Values;
using Artel.Payloads;
using Artel.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>
/// A process in Lua: one state, its main coroutine and those that it spawned. This part runs them; what they wait for is in
/// <c>LuaBehavior.Operations.cs</c>. In the process's turn only, but for <see cref="Interrupt"/>.
/// </summary>
internal sealed unsafe partial class LuaBehavior : IProcessBehavior
{
    /// <summary>How many operations that need no wait are done before others get their turn, if the time slice lasts so long.</summary>
    private const int OperationsPerTurn = 100;

    private static readonly LuaLibrary Globals = new LuaLibrary("_G", StandardGlobals.Library)
        .Library(ProcessModule.Library)
        .Library(ChannelModule.Library);

    private readonly LuaState _state;

    /// <summary>Coroutines that can go on, in the order in which they became ready.</summary>
    private readonly Queue<LuaCoroutine> _ready = new();

    /// <summary>
    /// Coroutines that were given an event: they run before all others, which could unmonitor or unlink and would then be told too late.
    /// </summary>
    private readonly Queue<LuaCoroutine> _told = new();

    /// <summary>Whether the process becomes another one when this turn ends.</summary>
    private bool _upgrading;

    /// <summary>The cell's turn that the time slice belongs to.</summary>
    private int _turn = -1;

    /// <summary>How many operations that turn may still do.</summary>
    private int _operations;

    private LuaRequests? _requests;
    private RecentTexts? _topics;
    private RecentTexts? _senders;
    private LuaCoroutine _main = null!;
    private Cell _cell = null!;

    private LuaBehavior(LuaLimits limits, LuaModules modules, TimeProvider time) =>
        _state = new LuaState(limits, this, Globals) { Modules = modules, Time = time, Output = Print };

    /// <summary>The process that it is; there from the start on.</summary>
    public Cell Cell => _cell ?? throw new ProcessException(
        ErrorKind.Invalid, "the file is still loading; use the process's operations in main", retryable: false);

    /// <summary>Where the logger module writes to.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Its state.</summary>
    public LuaState State => _state;

    /// <summary>What its coroutines wait for.</summary>
    public LuaWaits Waits { get; } = new();

    /// <summary>The objects that scripts get again and again.</summary>
    public LuaChannels Channels { get; } = new();

    /// <summary>What it may answer.</summary>
    public LuaRequests Requests => _requests ??= new();

    /// <summary>The topics of the messages that it received last.</summary>
    public RecentTexts Topics => _topics ??= new();

    /// <summary>Who sent them.</summary>
    public RecentTexts Senders => _senders ??= new();

    /// <summary>The behaviour that a host function was called in.</summary>
    public static LuaBehavior Of(LuaState state) => (LuaBehavior)state.Owner!;

    /// <summary>A behaviour whose file is loaded and whose main is ready to run.</summary>
    /// <remarks>The method is the entry method's name in the table that the file returns; null for main, or the function that it returns.</remarks>
    /// <exception cref="ProcessException">The error that the file raised; NOT_FOUND: it returns no such method; TIMEOUT: it takes too long.</exception>
    public static LuaBehavior Load(
        LuaCode code, string? method, LuaModules modules, LuaLimits limits, TimeProvider time, PortableValues arguments)
    {
        var behavior = new LuaBehavior(limits, modules, time);
        try
        {
            behavior.LoadMain(code, method, arguments);
            return behavior;
        }
        catch
        {
            behavior.Stop();
            throw;
        }
    }

    public BehaviorStep Start(ProcessContext process)
    {
        _cell = (Cell)process;
        _cell.EventForgotten = forgotten => _state.ChargeManaged(-HeldBytes.Of(forgotten));
        _ready.Enqueue(_main);
        return Run();
    }

    public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

    /// <summary>An event goes to the events channel; what it holds counts until a coroutine takes it from there.</summary>
    public BehaviorStep Notify(ProcessEvent processEvent)
    {
        _state.ChargeManaged(HeldBytes.Of(processEvent));
        return _state.HasRoom() ? BehaviorStep.NotHandled : BehaviorStep.Fail(LuaErrors.MemoryLimit(_state));
    }

    public BehaviorStep Continue() => Run();

    public void Interrupt() => _state.RequestKill();

    public void Stop()
    {
        if (_cell is not null)
            _cell.EventForgotten = null;
        Waits.GiveUpSends();
        _state.Dispose();
    }

    /// <summary>What a coroutine waited for is there.</summary>
    public void MakeReady(LuaWait wait)
    {
        if (wait.Winner is ReceiveCase<Message> { Ok: true } received)
            wait.Hold(HeldBytes.Of(received.Value));
        wait.Coroutine.End(wait);
        (_cell.IsDeliveringEvent ? _told : _ready).Enqueue(wait.Coroutine);
        _cell.ContinueSoon();
    }

    /// <summary>What the script prints goes to the log; before its start there is no process yet that it could be told from.</summary>
    private void Print(string line)
    {
        if (_cell is not null)
            LuaLog.Printed(_cell.Runtime.Logger, _cell.Id, _cell.Pid, line);
    }

    /// <summary>Loads the file, in the spawner's turn: it may take what code may take that can't be interrupted.</summary>
    private void LoadMain(LuaCode code, string? method, PortableValues arguments)
    {
        var chunk = _state.Load(code);
        var step = RunFile(chunk, code.Name);
        if (step.Kind == LuaStepKind.Operation)
            throw new ProcessException(ErrorKind.Invalid, $"{code.Name}: the file waits while it loads; wait in main", retryable: false);
        if (step.Kind != LuaStepKind.Finished)
            throw LuaErrors.OfStep(chunk, step);

        LuaEntry.Push(chunk.Stack, step.Count, method, code.Name);
        LuaValueReader.Push(_state, chunk.Stack, arguments);
        _main = new LuaCoroutine(_state.NewThread(chunk.Stack, arguments.Count));
        _state.Release(chunk);
    }

    /// <summary>Runs a file's chunk until it ends or waits. No slice is longer than what is left of its time, however long slices are.</summary>
    private LuaStep RunFile(LuaThread chunk, string name)
    {
        var started = ThreadTime.Now;
        while (true)
        {
            var left = _state.Limits.UninterruptibleTicks - (ThreadTime.Now - started);
            if (left <= 0)
                throw new ProcessException(ErrorKind.Timeout, $"{name}: the file takes too long to load; do the work in main", retryable: false);
            _state.BeginTurn(left);
            var step = _state.Resume(chunk, 0);
            if (step.Kind != LuaStepKind.Preempted)
                return step;
        }
    }

    /// <summary>
    /// Runs the coroutines that are ready, until none is, or the turn is over. All that they do in a turn of the cell shares one time slice,
    /// however many they are and however often they stop: a cell continues its behaviour for each message that it handles.
    /// </summary>
    private BehaviorStep Run()
    {
        // A turn does something, however late its thread goes on.
        var begins = _turn != _cell.Turn;
        if (begins)
        {
            _turn = _cell.Turn;
            _operations = OperationsPerTurn;
            _state.BeginTurn();
        }

        while (!_upgrading && (_told.Count > 0 || _ready.Count > 0))
        {
            if (!begins && IsTurnOver)
                return BehaviorStep.Yielded;
            begins = false;
            var next = _told.Count > 0 ? _told.Dequeue() : _ready.Dequeue();
            if (Run(next) is { } end)
                return end;
            while (_state.TryTakeSpawned(out var spawned))
                _ready.Enqueue(new LuaCoroutine(spawned));
        }

        return Waits.AreAllOwn && !_upgrading ? BehaviorStep.Fail(Waits.Stuck(_state, _main)) : BehaviorStep.Done;
    }

    /// <summary>
    /// Whether a coroutine may do an operation where it stands, and not as one that it asks the host for: it then goes on at once, and the
    /// turn pays for it as for the others. Near its end they are asked for, so that what an upgrade may keep from running receives nothing.
    /// </summary>
    public bool MayOperate(lua_State* L)
    {
        if (_operations <= 0 || lua_isyieldable(L) == 0)
            return false;
        _operations--;
        return true;
    }

    private bool IsTurnOver => _operations <= 0 || _state.IsTurnOver;

    /// <summary>Runs one coroutine until it waits or the turn is over; the process's last step, if it ended.</summary>
    private BehaviorStep? Run(LuaCoroutine coroutine)
    {
        var thread = coroutine.Thread;
        var putOff = coroutine.TakePutOff();
        var isDue = putOff is not null;
        var step = putOff ?? (coroutine.TakeEnded() is { } wait ? ResumeAfter(wait) : _state.Resume(thread, coroutine.TakeArguments()));
        while (true)
        {
            switch (step.Kind)
            {
                case LuaStepKind.Operation when TryWaitToReceive(coroutine, step):
                    NoteWaiting(coroutine);
                    return null;
                case LuaStepKind.Operation when !isDue && IsTurnOver:
                    // Not done yet, so that nothing is received by a coroutine that an upgrade may keep from running.
                    coroutine.PutOff(step);
                    _ready.Enqueue(coroutine);
                    return null;
                case LuaStepKind.Operation:
                    isDue = false;
                    _operations--;
                    if (TryOperate(coroutine, step) is not { } results)
                    {
                        NoteWaiting(coroutine);
                        return null;
                    }

                    step = _state.Resume(thread, results);
                    break;
                case LuaStepKind.Preempted:
                    _ready.Enqueue(coroutine);
                    _operations = 0;
                    return null;
                case LuaStepKind.Finished when ReferenceEquals(coroutine, _main):
                    return End(step.Count);
                case LuaStepKind.Finished:
                    _state.Release(thread);
                    return null;
                case LuaStepKind.Killed when _state.IsKillRequested:
                    // The cell knows why, and ends with that reason at its next step.
                    return BehaviorStep.Done;
                default:
                    return BehaviorStep.Fail(LuaErrors.OfStep(thread, step));
            }
        }
    }

    /// <summary>Main has come to a wait: it has started.</summary>
    private void NoteWaiting(LuaCoroutine coroutine)
    {
        if (ReferenceEquals(coroutine, _main))
            _cell.NoteStarted();
    }

    /// <summary>Main returned: a value, or nothing or something and an error (statement 31).</summary>
    private BehaviorStep End(int count)
    {
        var L = _main.Stack;
        var first = lua_gettop(L) - count + 1;
        if (count >= 2 && (_state.ToObject<ProcessException>(L, first + 1) is not null || lua_type(L, first + 1) == LUA_TSTRING))
            return BehaviorStep.Fail(LuaErrors.OfValue(_state, L, first + 1, trace: null));
        if (count == 0 || lua_type(L, first) == LUA_TNIL)
            return BehaviorStep.End(null);
        try
        {
            return BehaviorStep.End(LuaValueWriter.Copy(L, first, 1, "result"));
        }
        catch (ProcessException refused)
        {
            return BehaviorStep.Fail(refused);
        }
    }
}
