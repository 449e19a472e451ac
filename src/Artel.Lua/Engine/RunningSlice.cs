namespace Artel.Lua.Engine;

/// <summary>
/// What Lua thread an operating system's thread runs now, for <see cref="SliceWatch"/> to see. Written by its own thread only, but for what
/// the watch says.
/// </summary>
/// <remarks>
/// The watch writes to a Lua thread only between <see cref="BeginTouch"/> and <see cref="EndTouch"/>, and none is left while it does. That takes
/// no fence in <see cref="End"/>: the watch makes one for all threads after it has said what it is about to do. So whoever leaves a Lua
/// thread either sees that, and waits, or has left where the watch sees it.
/// </remarks>
internal sealed unsafe class RunningSlice
{
    [ThreadStatic]
    private static RunningSlice? t_ofThread;

    private readonly Thread _thread = Thread.CurrentThread;

    private nint _stack;
    private int _number;
    private int _isTouched;

    /// <summary>The number of the slice that the watch saw at its last look.</summary>
    private int _seen;

    /// <summary>The number of the slice that it last found to last.</summary>
    private int _told;

    private RunningSlice()
    {
    }

    /// <summary>That of the thread that asks.</summary>
    public static RunningSlice OfThread => t_ofThread ?? Make();

    /// <summary>Whether its thread may still run something.</summary>
    public bool IsOfLivingThread => _thread.IsAlive;

    /// <summary>Whether a Lua thread runs.</summary>
    public bool IsRunning => Volatile.Read(ref _stack) != 0;

    /// <summary>A Lua thread is about to run; gives what <see cref="End"/> needs. One may begin inside of another.</summary>
    public nint Begin(lua_State* L)
    {
        var outer = _stack;
        Volatile.Write(ref _number, _number + 1);
        Volatile.Write(ref _stack, (nint)L);
        SliceWatch.NoteRunning();
        return outer;
    }

    /// <summary>It does not run any more. Nobody touches it after this.</summary>
    public void End(nint outer)
    {
        Volatile.Write(ref _number, _number + 1);
        Volatile.Write(ref _stack, outer);
        if (Volatile.Read(ref _isTouched) != 0)
            AwaitEndOfTouch();
    }

    /// <summary>The watch looks: whether it sees the same slice for the second time; true once for each.</summary>
    public bool Lasts()
    {
        var number = Volatile.Read(ref _number);
        if (!IsRunning || number == _told)
            return false;
        if (number != _seen)
        {
            _seen = number;
            return false;
        }

        _told = number;
        return true;
    }

    /// <summary>The watch is about to touch what runs here; it has to make a fence for all threads before it looks at what that is.</summary>
    public void BeginTouch() => Volatile.Write(ref _isTouched, 1);

    /// <summary>What runs here; null for nothing. Only while it is touched.</summary>
    public lua_State* Touched => (lua_State*)Volatile.Read(ref _stack);

    /// <summary>The watch is done.</summary>
    public void EndTouch() => Volatile.Write(ref _isTouched, 0);

    private void AwaitEndOfTouch()
    {
        var wait = default(SpinWait);
        while (Volatile.Read(ref _isTouched) != 0)
            wait.SpinOnce();
    }

    private static RunningSlice Make()
    {
        var made = new RunningSlice();
        t_ofThread = made;
        SliceWatch.Add(made);
        return made;
    }
}
