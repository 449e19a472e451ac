using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Values;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// One sandboxed Lua state. Used by one thread at a time, any thread; only <see cref="RequestKill"/> and <see cref="MemoryUsed"/> may be
/// called meanwhile. It owns native memory: it has to be disposed.
/// </summary>
/// <remarks>
/// A script runs only inside <see cref="Resume"/>. Everything else here is for the host, between two resumes or inside a
/// <see cref="HostFunction"/>, and never runs a script's code.
/// </remarks>
internal sealed unsafe partial class LuaState : IDisposable
{
    private readonly Lock _lifetime = new();
    private readonly Queue<LuaThread> _spawned = new();
    private NativeState* _native;
    private lua_State* _main;
    private Random? _random;

    /// <summary>A state with its globals.</summary>
    /// <param name="limits">What it may use.</param>
    /// <param name="owner">Whatever the host wants to find in its functions.</param>
    /// <param name="globals">What its scripts see; the standard globals if nothing else is said.</param>
    public LuaState(LuaLimits limits, object? owner = null, LuaLibrary? globals = null)
    {
        Limits = LuaBounds.Of(limits);
        Owner = owner;
        Account = new PayloadAccount(Limits.UnreceivedBytes, "raise UnreceivedBytes of the process's LuaLimits");
        NoValues = new PortableValues([], 0, 0, shares: false) { Account = Account };
        globals ??= StandardGlobals.Library;

        _native = NativeState.Allocate();
        _native->Limit = Limits.MemoryBytes;
        _native->LargestObject = Limits.ObjectBytes;
        _native->CpuLeft = Limits.CpuTicks;
        _native->Managed = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        _main = lua_newstate(LuaAllocator.Function, _native);
        if (_main == null)
        {
            Free();
            throw new InvalidOperationException("the Lua engine made no state");
        }

        LuaStates.Add(this);
        NativeState.Attach(_main, _native);

        // A step of less than nothing: Lua takes it off what is due.
        lua_gc(_main, LUA_GCSTEP, -KilobytesBeforeCollection, 0, 0);
        LuaInternals.Create(_main, _native);
        LuaStack.Ensure(_main, 40);
        lua_rawgeti(_main, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
        globals.AttachTo(this, _main);
        StringFunctions.AttachMetatable(this, _main);
        lua_pop(_main, 1);
        AttachFunctionNames();
        LuaPreemption.Install(_main, _native, Limits);
    }

    /// <summary>
    /// So many KiB a state allocates before its collector begins. An idle one holds less: it comes to its first wait without a collection of
    /// what is all in use.
    /// </summary>
    private const int KilobytesBeforeCollection = 12;

    /// <summary>What it may use.</summary>
    public LuaBounds Limits { get; }

    /// <summary>What pays for payloads that were sent and are not received yet.</summary>
    public PayloadAccount Account { get; }

    /// <summary>The payload of a message without one, which costs something too.</summary>
    public PortableValues NoValues { get; }

    /// <summary>Whatever the host gave, to find it in its functions.</summary>
    public object? Owner { get; }

    /// <summary>Where <c>os.time</c>, <c>os.date</c> and <c>os.clock</c> get the time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets what the script prints, a line at a time; nothing is printed without it.</summary>
    public Action<string>? Output { get; set; }

    /// <summary>Where <c>require</c> looks; without it there is no <c>require</c>.</summary>
    public ILuaModules? Modules { get; init; }

    /// <summary>Where <c>math.random</c> gets its numbers.</summary>
    public Random Random
    {
        get => _random ??= new Random();
        set => _random = value;
    }

    /// <summary>A stack for the host's own use.</summary>
    public lua_State* HostStack => _main;

    /// <summary>The objects that scripts hold.</summary>
    public LuaObjects Objects { get; } = new();

    /// <summary>Whether someone told it to stop.</summary>
    public bool IsKillRequested => Volatile.Read(ref _native->KillRequested) != 0;

    /// <summary>Whether the last allocation that was refused was of an object that is too large by itself.</summary>
    public bool WasTooLarge => _native->WasTooLarge != 0;

    /// <summary>Whether it has used up its processor time.</summary>
    public bool IsCpuSpent => _native->CpuSpent != 0;

    /// <summary>How many bytes it holds; nothing once it is disposed.</summary>
    public long MemoryUsed
    {
        get
        {
            lock (_lifetime)
                return _native == null ? 0 : _native->Used;
        }
    }

    /// <summary>The most bytes it ever held.</summary>
    public long MemoryPeak => _native->Peak;

    /// <summary>The state that a Lua thread belongs to.</summary>
    public static LuaState From(lua_State* L) => From(NativeState.Of(L));

    internal static LuaState From(NativeState* native) => Unsafe.As<LuaState>(GCHandle.FromIntPtr(native->Managed).Target!);

    /// <summary>A thread that will run a chunk; arguments may be pushed on its stack and counted at the first resume.</summary>
    /// <exception cref="ProcessException">RATE_LIMITED: the memory limit.</exception>
    public LuaThread Load(LuaCode code)
    {
        var thread = MakeThread(_main);
        PushCode(thread.Stack, code);
        return thread;
    }

    /// <summary>A thread that will run the function below the arguments on top of a stack; takes all of them from there.</summary>
    public LuaThread NewThread(lua_State* from, int arguments)
    {
        var thread = MakeThread(from);
        LuaStack.Ensure(thread.Stack, arguments + 20);
        lua_xmove(from, thread.Stack, arguments + 1);
        thread.Waiting = arguments;
        return thread;
    }

    /// <summary>The next thread that the script started by <c>coroutine.spawn</c>, in the order of starting.</summary>
    public bool TryTakeSpawned([NotNullWhen(true)] out LuaThread? thread) => _spawned.TryDequeue(out thread);

    internal void Spawn(LuaThread thread) => _spawned.Enqueue(thread);

    /// <summary>Lets go of a thread that finished.</summary>
    public void Release(LuaThread thread)
    {
        if (_main != null)
            LuaInternals.Release(thread.Stack);
    }

    /// <summary>Stops the script, from any thread, whatever it does; a script can't catch it.</summary>
    public void RequestKill()
    {
        lock (_lifetime)
        {
            if (_native != null)
                Volatile.Write(ref _native->KillRequested, 1);
        }
    }

    /// <summary>The resumes from now on share one time slice, until the next call; without any, each has its own.</summary>
    public void BeginTurn() => BeginTurn(Limits.SliceTicks);

    /// <summary>The same for a slice of at most so many ticks.</summary>
    public void BeginTurn(long most) => _native->TurnDeadline = Stopwatch.GetTimestamp() + Math.Min(Limits.SliceTicks, most);

    /// <summary>Whether the time slice of <see cref="BeginTurn()"/> is used up.</summary>
    public bool IsTurnOver => Stopwatch.GetTimestamp() >= _native->TurnDeadline;

    /// <summary>Runs a thread until it stops. The arguments, or the answer to its operation, are on top of its stack.</summary>
    /// <param name="thread">One of this state's.</param>
    /// <param name="arguments">How many they are.</param>
    public LuaStep Resume(LuaThread thread, int arguments)
    {
        var L = thread.Stack;
        if (MustDie)
            return new LuaStep(LuaStepKind.Killed);
        if (!HasRoom())
            return new LuaStep(LuaStepKind.OutOfMemory);
        LuaPreemption.BeginSlice(L, _native, Limits);
        var running = RunningSlice.OfThread;
        var outer = running.Begin(L);
        var step = Run(L, arguments);
        running.End(outer);
        LuaPreemption.EndSlice(_native);
        return step;
    }

    private LuaStep Run(lua_State* L, int arguments)
    {
        while (true)
        {
            int count;
            _native->Enforce = 1;
            var status = lua_resume(L, null, arguments, &count);
            _native->Enforce = 0;

            if (_native->Killed != 0)
                return new LuaStep(LuaStepKind.Killed);
            if (status == LUA_OK)
                return new LuaStep(LuaStepKind.Finished, Count: count);
            if (status != LUA_YIELD)
                return FailedStep(L, status);
            if (MustDie)
                return new LuaStep(LuaStepKind.Killed);
            if (count == 0)
                return new LuaStep(LuaStepKind.Preempted);

            var mark = lua_touserdata(L, -count);
            if (mark == LuaInternals.Operation)
                return new LuaStep(LuaStepKind.Operation, (int)lua_tointegerx(L, -count + 1, null), count - 2);
            lua_pop(L, count);
            if (mark != LuaInternals.UserYield)
                return new LuaStep(LuaStepKind.Preempted);

            lua_pushlightuserdata(L, LuaInternals.Failure);
            LuaStack.PushBytes(L, "attempt to yield from outside a coroutine"u8);
            arguments = 2;
        }
    }

    private bool MustDie => _native->Killed != 0 || _native->CpuSpent != 0 || Volatile.Read(ref _native->KillRequested) != 0;

    /// <summary>
    /// Whether what the host allocated for the script left it within its limit; looks for garbage before it says no. For the host, where
    /// a collection may run the objects' release.
    /// </summary>
    internal bool HasRoom()
    {
        if (_native->Used <= _native->Limit)
            return true;
        lua_gc(_main, LUA_GCCOLLECT, 0, 0, 0);
        return _native->Used <= _native->Limit;
    }

    /// <summary>Resumes a thread with an error, which its operation raises.</summary>
    public LuaStep ResumeWithError(LuaThread thread, ProcessException error)
    {
        LuaStack.Ensure(thread.Stack, 10);
        lua_pushlightuserdata(thread.Stack, LuaInternals.Failure);
        PushError(thread.Stack, error);
        return Resume(thread, 2);
    }

    /// <summary>The trace of a stack's calls, without what the prelude adds to it.</summary>
    public static string Trace(lua_State* L, int level = 0) => LuaTrace.Of(L, level);

    /// <summary>Frees everything; from any thread while none runs the state.</summary>
    public void Dispose()
    {
        lock (_lifetime)
        {
            if (_native == null)
                return;

            // Nothing of a script runs when its state ends, and the host knows what its objects stand for: Lua need not go through them all,
            // which takes as long as it took to make them, in one piece.
            Objects.ReleaseAll();
            Free();
        }
    }

    private void Free()
    {
        LuaStates.Remove(this);
        GCHandle.FromIntPtr(_native->Managed).Free();
        StateEnds.Shared.Add(_native);
        _native = null;
        _main = null;
    }

    private LuaThread MakeThread(lua_State* on)
    {
        LuaStack.Ensure(on, 10);
        var thread = new LuaThread(this, lua_newthread(on));
        LuaInternals.Anchor(on);
        LuaStack.Ensure(thread.Stack, 20);
        return thread;
    }

    private LuaStep FailedStep(lua_State* L, int status)
    {
        var trace = Trace(L);
        var outOfMemory = status == LUA_ERRMEM
            || (_native->EverDenied != 0 && LuaStack.Bytes(L, -1).SequenceEqual("not enough memory"u8));
        return new LuaStep(outOfMemory ? LuaStepKind.OutOfMemory : LuaStepKind.Error, Count: 1, Trace: trace);
    }

    private void AttachFunctionNames()
    {
        lua_createtable(_main, 0, 1);
        LuaStack.PushBytes(_main, "__index"u8);
        lua_pushcfunction(_main, NativeFunctions.RegistryIndex, 0);
        lua_rawset(_main, -3);
        lua_setmetatable(_main, LUA_REGISTRYINDEX);
    }
}
