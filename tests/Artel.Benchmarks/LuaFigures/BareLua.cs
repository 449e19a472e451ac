using Artel.Benchmarks.Measuring;
using KeraLua;
using Engine = KeraLua.Lua;

namespace Artel.Benchmarks.LuaFigures;

/// <summary>
/// The work of the Lua figures on the bare engine, by the KeraLua package's own class: a state with the standard libraries, a coroutine that
/// is resumed with each message and yields its answer. No sandbox, no limits, no preemption, no process.
/// </summary>
internal sealed class BareLua : IDisposable
{
    private const string Add = "local sum = 0 while true do local number = coroutine.yield(sum) sum = sum + number end";
    private const string Echo = "local value while true do value = coroutine.yield(value) end";

    private static readonly byte[] Crawler = Compile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "LuaFigures", "crawler.lua")));
    private static readonly byte[] Judge = Compile("local crawler, answer = ... while true do answer = crawler.judge(coroutine.yield(answer)) end");

    private readonly Engine _state = new();
    private readonly Engine _coroutine;

    /// <summary>A coroutine that waits for its first message.</summary>
    private BareLua(byte[] chunk, bool withCrawler = false)
    {
        _coroutine = _state.NewThread();
        Load(chunk);
        if (withCrawler)
        {
            Load(Crawler);
            _coroutine.Call(0, 1);
        }

        Resume(withCrawler ? 1 : 0);
        Clear();
    }

    public void Dispose() => _state.Dispose();

    public static Sample Spawn(int count)
    {
        var states = new BareLua[count];
        var sample = Timing.Here(count, () =>
        {
            for (var i = 0; i < count; i++)
                states[i] = new BareLua(Judge, withCrawler: true);
        });
        End(states);
        return sample;
    }

    public static Sample IdleBytes(int count)
    {
        var chunk = Compile(Add);
        var before = Memory.Managed();
        var states = new BareLua[count];
        for (var i = 0; i < count; i++)
            states[i] = new BareLua(chunk);
        var bytes = Memory.Managed() - before + states.Sum(static state => state.Used);
        End(states);
        return new Sample(bytes / (double)count);
    }

    public static Sample SendIntegers(int count)
    {
        using var lua = new BareLua(Compile(Add));
        var sum = 0L;
        var sample = Timing.Here(count, () =>
        {
            for (var i = 0; i < count; i++)
            {
                lua._coroutine.PushInteger(i);
                lua.Resume(1);
                sum = lua._coroutine.ToInteger(-1);
                lua.Clear();
            }
        });
        return sum == (long)count * (count - 1) / 2 ? sample : throw new LostWorkException($"the bare engine added up to {sum}");
    }

    public static Sample AskIntegers(int count) => Each(Compile(Echo), withCrawler: false, count, static (lua, i) => lua.PushInteger(i), static (lua, i) => lua.ToInteger(-1) == i);

    public static Sample AskTables(int count) => Each(
        Compile(Echo),
        withCrawler: false,
        count,
        static (lua, i) =>
        {
            lua.CreateTable(0, 4);
            Set(lua, "id", i);
            Set(lua, "name", "a name");
            lua.PushNumber(0.5);
            lua.SetField(-2, "score");
            lua.PushBoolean(true);
            lua.SetField(-2, "active");
        },
        static (lua, i) => GetInteger(lua, "id") == i && GetString(lua, "name") == "a name" && GetNumber(lua, "score") == 0.5 && GetBoolean(lua, "active"));

    public static Sample AskWorker(int count) => Each(
        Judge,
        withCrawler: true,
        count,
        static (lua, i) =>
        {
            var page = Page.Of(i);
            lua.CreateTable(0, 4);
            Set(lua, "id", page.Id);
            Set(lua, "link", page.Link);
            Set(lua, "depth", page.Depth);
            lua.CreateTable(page.Tags.Count, 0);
            for (var tag = 0; tag < page.Tags.Count; tag++)
            {
                lua.PushString(page.Tags[tag]);
                lua.RawSetInteger(-2, tag + 1);
            }

            lua.SetField(-2, "tags");
        },
        static (lua, i) => GetInteger(lua, "id") == i && GetString(lua, "status") != "bad");

    private static Sample Each(byte[] chunk, bool withCrawler, int count, Action<Engine, int> push, Func<Engine, int, bool> isRight)
    {
        using var lua = new BareLua(chunk, withCrawler);
        var right = 0;
        var sample = Timing.Here(count, () =>
        {
            for (var i = 0; i < count; i++)
            {
                push(lua._coroutine, i);
                lua.Resume(1);
                if (isRight(lua._coroutine, i))
                    right++;
                lua.Clear();
            }
        });
        return right == count ? sample : throw new LostWorkException($"the bare engine answered {right} of {count} rightly");
    }

    private static byte[] Compile(string source)
    {
        using var lua = new Engine();
        var bytes = new List<byte>();
        if (lua.LoadString(source) != LuaStatus.OK)
            throw new InvalidOperationException(lua.ToString(-1));
        LuaWriter collect = (_, chunk, size, _) =>
        {
            var part = new byte[(int)size];
            System.Runtime.InteropServices.Marshal.Copy(chunk, part, 0, part.Length);
            bytes.AddRange(part);
            return 0;
        };
        lua.Dump(collect, IntPtr.Zero, stripDebug: true);
        return [.. bytes];
    }

    private static void End(BareLua[] states)
    {
        foreach (var state in states)
            state.Dispose();
    }

    private static void Set(Engine lua, string key, long value)
    {
        lua.PushInteger(value);
        lua.SetField(-2, key);
    }

    private static void Set(Engine lua, string key, string value)
    {
        lua.PushString(value);
        lua.SetField(-2, key);
    }

    private static long GetInteger(Engine lua, string key) => Get(lua, key, static lua => lua.ToInteger(-1));

    private static double GetNumber(Engine lua, string key) => Get(lua, key, static lua => lua.ToNumber(-1));

    private static bool GetBoolean(Engine lua, string key) => Get(lua, key, static lua => lua.ToBoolean(-1));

    private static string? GetString(Engine lua, string key) => Get(lua, key, static lua => lua.ToString(-1));

    private static T Get<T>(Engine lua, string key, Func<Engine, T> read)
    {
        lua.GetField(-1, key);
        var value = read(lua);
        lua.Pop(1);
        return value;
    }

    private void Load(byte[] chunk)
    {
        if (_coroutine.LoadBuffer(chunk, "=chunk") != LuaStatus.OK)
            throw new InvalidOperationException(_coroutine.ToString(-1));
    }

    private void Resume(int arguments)
    {
        if (_coroutine.Resume(_state, arguments, out _) != LuaStatus.Yield)
            throw new InvalidOperationException(_coroutine.ToString(-1));
    }

    /// <summary>What the engine's allocator gave.</summary>
    private long Used => (_state.GarbageCollector(LuaGC.Count, 0) * 1024L) + _state.GarbageCollector(LuaGC.Countb, 0);

    private void Clear() => _coroutine.SetTop(0);
}
