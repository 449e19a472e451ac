using Artel.Lua.Engine;
using Artel.Lua.Modules;

namespace Artel.Lua.Channels;

/// <summary>The channels that a process gets from the runtime: the same object each time (statement 15).</summary>
internal sealed unsafe class LuaChannels
{
    private readonly Dictionary<ProcessChannel, LuaChannel> _bySource = [];

    /// <summary>Pushes the one userdata of a runtime's channel, which takes so many bytes of the host's memory beside those of any channel.</summary>
    public TChannel Push<TSource, TChannel>(LuaState state, lua_State* L, TSource source, Func<TSource, TChannel> create, long bytes = 0)
        where TSource : ProcessChannel
        where TChannel : LuaChannel
    {
        if (_bySource.TryGetValue(source, out var known))
        {
            LuaState.PushKept(L, known.Kept);
            return (TChannel)known;
        }

        var channel = create(source);
        state.PushObject(L, channel, ChannelModule.Type, bytes: bytes);
        LuaNative.lua_pushvalue(L, -1);
        channel.Kept = LuaState.Keep(L);
        _bySource.Add(source, channel);
        return channel;
    }

    /// <summary>Lets go of a channel that the process does not listen to any more; the script may still hold it.</summary>
    public void Forget(LuaState state, LuaChannel channel)
    {
        if (_bySource.Remove(channel.Source))
            state.Forget(channel.Kept);
    }
}
