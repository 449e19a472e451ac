using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Lua.Values;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>require("queue")</c> gives: publishing to queues, and the message of one that is being handled.</summary>
internal static unsafe class QueueModule
{
    /// <summary>The message that is being handled.</summary>
    public static readonly LuaObjectType MessageType = MakeType();

    public static readonly LuaLibrary Library = new LuaLibrary("queue") { ReadOnly = true }
        .Operation("publish", (int)LuaOperation.QueuePublish)
        .Operation("info", (int)LuaOperation.QueueInfo)
        .Function("message", &Message);

    private static readonly OptionNames PublishOptions = new("", "priority", "delay");

    /// <summary>The message that a method was called on.</summary>
    /// <exception cref="LuaArgumentException">It is none.</exception>
    public static QueueMessageContext Self(LuaState state, lua_State* L, int index, string method) =>
        state.ToObject<QueueMessageContext>(L, index) ?? throw LuaArgumentException.Expected(L, index, method, "queue message", 1);

    /// <summary>Reads the arguments of <c>publish(queue, data, headers?, options?)</c>.</summary>
    /// <exception cref="ProcessException">INVALID: an argument is missing or wrong, or the data can't cross.</exception>
    public static (string Queue, PortableValues Data, QueuePublishOptions Options) ReadPublish(LuaState state, lua_State* L, int first, int count)
    {
        var queue = ProcessModule.Text(state, L, first, "publish", 1, "queue id");
        if (count < 2 || lua_type(L, first + 1) <= LUA_TNIL || (lua_type(L, first + 1) == LUA_TSTRING && lua_rawlen(L, first + 1) == 0))
            throw new ProcessException(ErrorKind.Invalid, "publish: the data is missing or empty", retryable: false);
        var headers = count > 2 ? ReadHeaders(L, first + 2) : null;
        var options = count > 3 ? ReadOptions(state, L, first + 3) : new QueuePublishOptions();
        return (queue, LuaValueWriter.Copy(L, first + 1, 1, "data"), options with { Headers = headers });
    }

    /// <summary>Pushes what <c>info</c> gives.</summary>
    public static int PushInfo(lua_State* L, QueueInfo info)
    {
        lua_createtable(L, 0, 3);
        SetField(L, "message_count"u8, info.MessageCount);
        SetField(L, "consumer_count"u8, info.ConsumerCount);
        SetField(L, "ready"u8, info.Ready);
        return 1;
    }

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("queue message", managedBytes: 64);
        type.Methods
            .Function("id", &Id)
            .Function("header", &Header)
            .Function("headers", &Headers)
            .Function("attempt", &Attempt)
            .Operation("ack", (int)LuaOperation.QueueAck)
            .Operation("nack", (int)LuaOperation.QueueNack)
            .Operation("reject", (int)LuaOperation.QueueReject);
        return type;
    }

    /// <summary>Names with texts or numbers.</summary>
    private static Dictionary<string, string>? ReadHeaders(lua_State* L, int index)
    {
        if (lua_type(L, index) <= LUA_TNIL)
            return null;
        if (lua_type(L, index) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, index, "publish", "table", 3);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            if (lua_type(L, -2) != LUA_TSTRING)
                throw new LuaArgumentException(3, "publish", $"the name of a header is a string, not a {LuaStack.TypeName(lua_type(L, -2))}");
            var name = LuaStack.Text(L, -2);
            if (lua_type(L, -1) is not (LUA_TSTRING or LUA_TNUMBER))
                throw new LuaArgumentException(3, "publish", $"header '{name}': string expected, got {LuaStack.TypeName(lua_type(L, -1))}");

            // A copy is read: to read a number as text in its place would change it in the table's traversal.
            lua_pushvalue(L, -1);
            headers[name] = LuaStack.Text(L, -1);
            lua_pop(L, 2);
        }

        return headers;
    }

    private static QueuePublishOptions ReadOptions(LuaState state, lua_State* L, int index)
    {
        var options = new QueuePublishOptions();
        if (lua_type(L, index) <= LUA_TNIL)
            return options;
        if (lua_type(L, index) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, index, "publish", "table", 4);
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            switch (PublishOptions.Find(L, -2) ?? throw new LuaArgumentException(4, "publish", PublishOptions.Unknown(L, -2)))
            {
                case "priority":
                    var isInteger = 0;
                    var priority = lua_type(L, -1) == LUA_TNUMBER ? lua_tointegerx(L, -1, &isInteger) : -1;
                    options = isInteger != 0 && priority is >= 0 and <= byte.MaxValue
                        ? options with { Priority = (byte)priority }
                        : throw new ProcessException(ErrorKind.Invalid, "publish: the priority is an integer from 0 to 255", retryable: false);
                    break;
                case "delay":
                    if (!LuaDuration.IsDuration(state, L, lua_gettop(L)))
                        throw new LuaArgumentException(4, "publish", $"field 'delay': duration expected, got {LuaStack.TypeName(lua_type(L, -1))}");
                    var delay = LuaDuration.Read(state, L, lua_gettop(L), "publish", 4, out var malformed);
                    options = malformed is null ? options with { Delay = delay } : throw new ProcessException(ErrorKind.Invalid, malformed, retryable: false);
                    break;
                default:
                    throw new UnreachableException();
            }

            lua_pop(L, 1);
        }

        return options;
    }

    private static void SetField(lua_State* L, ReadOnlySpan<byte> name, long value)
    {
        LuaStack.PushBytes(L, name);
        lua_pushinteger(L, value);
        lua_rawset(L, -3);
    }

    /// <summary><c>queue.message()</c>: the message that is being handled; INVALID where none is.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Message(lua_State* L) => HostFunction.Run(L, &PushMessage);

    private static int PushMessage(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        state.PushObject(L, cell.Queues.Message, MessageType);
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Id(lua_State* L) => HostFunction.Run(L, &PushId);

    private static int PushId(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Self(state, L, 1, "id").Id);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Attempt(lua_State* L) => HostFunction.Run(L, &PushAttempt);

    private static int PushAttempt(LuaState state, lua_State* L)
    {
        lua_pushinteger(L, Self(state, L, 1, "attempt").Attempt);
        return 1;
    }

    /// <summary><c>message:header(name)</c>: nil where there is none.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Header(lua_State* L) => HostFunction.Run(L, &PushHeader);

    private static int PushHeader(LuaState state, lua_State* L)
    {
        var message = Self(state, L, 1, "header");
        HostFunction.Text(state, L, 2, "header", shownAs: 1);
        if (message.Headers.TryGetValue(LuaStack.Text(L, 2), out var value))
            LuaStack.PushText(L, value);
        else
            lua_pushnil(L);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Headers(lua_State* L) => HostFunction.Run(L, &PushHeaders);

    private static int PushHeaders(LuaState state, lua_State* L)
    {
        var headers = Self(state, L, 1, "headers").Headers;
        lua_createtable(L, 0, headers.Count);
        foreach (var (name, value) in headers)
        {
            LuaStack.PushText(L, name);
            LuaStack.PushText(L, value);
            lua_rawset(L, -3);
        }

        return 1;
    }
}
