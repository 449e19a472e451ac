using Artel.Lua.Engine;
using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Payloads;

namespace Artel.Lua.Tests.Payloads;

/// <summary>Sends values over and back.</summary>
internal static unsafe class Crossing
{
    public static T ThroughBytes<T>(T value) => PayloadBytes.To<T>(PayloadBytes.From(value));

    /// <summary>To a Lua state and back.</summary>
    public static T ThroughLua<T>(T value)
    {
        using var state = new LuaState(Script.Patient);
        LuaValueReader.Push(state, state.HostStack, new SendOne<T>(value).ToPortable());
        return Read<T>(LuaValueWriter.Copy(state.HostStack, -1, 1));
    }

    /// <summary>What a script says of a value.</summary>
    public static string Describe<T>(T value, string script)
    {
        using var state = new LuaState(Script.Patient);
        var thread = state.Load(LuaCompiler.Compile(script, "test.lua"));
        LuaValueReader.Push(state, thread.Stack, new SendOne<T>(value).ToPortable());
        var step = state.Resume(thread, 1);
        Assert.True(step.Kind == LuaStepKind.Finished, step.Kind == LuaStepKind.Error ? LuaErrors.OfStep(thread, step).Message : "");
        return string.Join('|', Enumerable.Range(0, step.Count).Select(i => LuaStack.Text(thread.Stack, i - step.Count)));
    }

    /// <summary>What a script returns.</summary>
    public static PortableValues FromLua(string script)
    {
        using var state = new LuaState(Script.Patient);
        var thread = state.Load(LuaCompiler.Compile(script, "test.lua"));
        var step = state.Resume(thread, 0);
        Assert.Equal(LuaStepKind.Finished, step.Kind);
        return LuaValueWriter.Copy(thread.Stack, -step.Count, step.Count);
    }

    public static T Read<T>(PortableValues values)
    {
        Assert.True(values.TryRead<T>(0, out var value, out var why), why);
        return value!;
    }

    public static string Refusal<T>(PortableValues values)
    {
        Assert.False(values.TryRead<T>(0, out _, out var why));
        return why!;
    }
}
