using System.Globalization;
using Artel.Lua.Engine;
using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>An event as scripts see it: a table of its own.</summary>
internal static unsafe class EventTable
{
    public static void Push(LuaState state, lua_State* L, ProcessEvent value)
    {
        LuaStack.Ensure(L, 10);
        lua_createtable(L, 0, 5);
        SetText(L, "kind"u8, value.Kind);
        SetText(L, "at"u8, TimeText(value.At));
        if (value.From is { } from)
            SetText(L, "from"u8, from.ToString());
        switch (value)
        {
            case ExitEvent exit:
                SetResult(state, L, exit.Result.Error, exit.Result.RawValue);
                break;
            case LinkDownEvent down:
                SetResult(state, L, down.Error, null);
                break;
            case CancelEvent { Deadline: { } deadline }:
                SetText(L, "deadline"u8, TimeText(deadline));
                break;
        }
    }

    private static void SetResult(LuaState state, lua_State* L, ProcessException? error, object? value)
    {
        LuaStack.PushBytes(L, "result"u8);
        lua_createtable(L, 0, 1);
        if (error is not null)
        {
            LuaStack.PushBytes(L, "error"u8);
            state.PushError(L, error);
        }
        else
        {
            LuaStack.PushBytes(L, "value"u8);
            LuaValues.Push(state, L, value, "result");
        }

        lua_rawset(L, -3);
        lua_rawset(L, -3);
    }

    private static void SetText(lua_State* L, ReadOnlySpan<byte> name, string text)
    {
        LuaStack.PushBytes(L, name);
        LuaStack.PushText(L, text);
        lua_rawset(L, -3);
    }

    private static string TimeText(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
