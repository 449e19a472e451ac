using Artel.Lua.Engine;
using Artel.Lua.Values;
using Artel.Messaging;

namespace Artel.Lua.Processes;

/// <summary>The payload of a message that a script sends.</summary>
internal static unsafe class LuaSend
{
    /// <summary>Copies the payload; the error, if the process has sent too much that nobody has received yet.</summary>
    /// <exception cref="ProcessException">INVALID: a value can't cross.</exception>
    public static ProcessException? TryCopy(LuaState state, lua_State* L, int first, int count, string operation, string topic, out SendPortable body)
    {
        var values = LuaValueWriter.Copy(state, L, first, count, "payload");
        body = new SendPortable(values);
        return state.Account.Refuse(operation, PortableMessage.CostOf(topic, values));
    }
}
