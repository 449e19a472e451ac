using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// A message as scripts see it. All that a script may ask of it is in its userdata, so that the prelude reads it without the host, and so
/// that the collector has nothing to tell the host of. Only one whose payload the host has to read keeps the message itself.
/// </summary>
internal static unsafe class MessageObject
{
    /// <summary>A payload of so many bytes is read when the message is received, if it is one plain value; a longer one when it is asked for.</summary>
    private const int FewBytes = 64;

    /// <summary>A payload of so many bytes takes time to copy.</summary>
    private const int ManyBytes = 64 << 10;

    // The user values. Objects of other types have one at most, by which the prelude tells them from these.
    private const int TopicPlace = 2;
    private const int PayloadPlace = 3;
    private const int FromPlace = 4;

    /// <summary>The methods of both types.</summary>
    public static readonly LuaLibrary Methods = new LuaLibrary("message")
        .Part("topic", &Topic, TopicPlace)
        .Part("from", &From, FromPlace)
        .Part("payload", &Payload, PayloadPlace)
        .FewArguments("reply", &Reply);

    /// <summary>Keeps the message.</summary>
    private static readonly LuaObjectType KeptType = new("message", managedBytes: 128) { Methods = Methods };

    /// <summary>Keeps nothing.</summary>
    private static readonly LuaObjectType PlainType = new("message") { Methods = Methods, KeepsObjects = false };

    /// <summary>Pushes a message. There is room for a few values, as in a host function and where a coroutine waits: it is not asked for each time.</summary>
    public static void Push(LuaState state, lua_State* L, Message message)
    {
        var places = message.From is null ? PayloadPlace : FromPlace;
        var portable = message as PortableMessage;
        if (portable is null || portable.Values.Shares)
            state.PushObject(L, message, KeptType, places, portable is null ? 0 : PortableMessage.CostOf(message.Topic, portable.Values));
        else
            PushPlain(state, L, portable, places);

        var behavior = LuaBehavior.Of(state);
        behavior.Topics.Push(L, message.Topic);
        lua_setiuservalue(L, -2, TopicPlace);
        if (message.From is { } from)
        {
            behavior.Senders.Push(L, from);
            lua_setiuservalue(L, -2, FromPlace);
        }

        if (portable is { Values: { Count: 1, Tables: 0 } values } && values.Bytes.Length <= FewBytes)
        {
            LuaValueReader.PushOne(state, L, values);
            lua_setiuservalue(L, -2, PayloadPlace);
        }
    }

    /// <summary>Pushes a userdata that has the payload in it.</summary>
    private static void PushPlain(LuaState state, lua_State* L, PortableMessage message, int places)
    {
        var values = message.Values;
        var length = values.Bytes.Length;
        var block = (PlainMessage*)state.PushPlainObject(L, PlainType, places, sizeof(PlainMessage) + length);
        block->Request = message.Request is { } request ? LuaBehavior.Of(state).Requests.Add(request, message.RequestVersion) : 0;
        block->Count = values.Count;
        block->Length = length;
        values.Bytes.CopyTo(new Span<byte>(block + 1, length));
        if (length > ManyBytes)
            LuaPreemption.Charge(L, NativeState.Of(L));
    }

    /// <summary>Whether the first argument is a message; gives the message itself, if it is kept.</summary>
    /// <exception cref="LuaArgumentException">It is none.</exception>
    private static Message? Self(LuaState state, lua_State* L, string method)
    {
        if (state.ToObject<Message>(L, 1) is { } kept)
            return kept;
        return LuaState.ToPlainObject(L, 1, PlainType) != null ? null : throw LuaArgumentException.Expected(L, 1, method, "message");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Topic(lua_State* L) => HostFunction.Run(L, &PushTopic);

    private static int PushTopic(LuaState state, lua_State* L) => PushCarried(state, L, "topic", TopicPlace);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int From(lua_State* L) => HostFunction.Run(L, &PushFrom);

    /// <summary>There is none for a message from outside of any process.</summary>
    private static int PushFrom(LuaState state, lua_State* L) => PushCarried(state, L, "from", FromPlace);

    private static int PushCarried(LuaState state, lua_State* L, string method, int place)
    {
        Self(state, L, method);
        lua_getiuservalue(L, 1, place);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Payload(lua_State* L) => HostFunction.Run(L, &PushPayload);

    /// <summary>Reads the payload, anew each time: what a script does to a table stays its own.</summary>
    private static int PushPayload(LuaState state, lua_State* L)
    {
        if (Self(state, L, "payload") is { } kept)
        {
            LuaValues.PushPayload(state, L, kept);
            return 1;
        }

        var block = (PlainMessage*)LuaState.ToPlainObject(L, 1, PlainType);
        LuaValues.PushPayload(state, L, new ReadOnlySpan<byte>(block + 1, block->Length), block->Count);
        return 1;
    }

    /// <summary><c>message:reply(value)</c>: answers a request; false when nobody waits for an answer.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Reply(lua_State* L) => HostFunction.Run(L, &SendReply);

    private static int SendReply(LuaState state, lua_State* L)
    {
        var plain = (PlainMessage*)LuaState.ToPlainObject(L, 1, PlainType);
        var kept = plain == null ? Self(state, L, "reply") : null;
        if (lua_type(L, 2) == LUA_TNIL && lua_type(L, 3) != LUA_TNIL)
        {
            if (lua_type(L, 3) is not (LUA_TSTRING or LUA_TNUMBER) && state.ToObject<ProcessException>(L, 3) is null)
                throw LuaArgumentException.Expected(L, 3, "reply", "error", 2);
            var error = LuaErrors.OfValue(state, L, 3, trace: null);
            lua_pushboolean(L, TryTakeRequest(state, plain, kept, out var slot, out var version) && slot.TryFail(version, error) ? 1 : 0);
            return 1;
        }

        try
        {
            var answer = LuaValueWriter.Write(state, L, 2, 1, "answer");
            try
            {
                if (state.Account.Refuse("reply", PayloadAccount.Overhead + answer.Length) is { } unaffordable)
                    throw unaffordable;
                lua_pushboolean(L, TryTakeRequest(state, plain, kept, out var slot, out var version) && slot.TryComplete(version, answer, state.Account) ? 1 : 0);
            }
            finally
            {
                answer.Discard();
            }

            return 1;
        }
        catch (ProcessException refused)
        {
            lua_pushboolean(L, 0);
            state.PushError(L, refused);
            return 2;
        }
    }

    /// <summary>The request to answer, once; false for a message that is none, or was answered.</summary>
    private static bool TryTakeRequest(
        LuaState state, PlainMessage* plain, Message? kept, [NotNullWhen(true)] out ReplySlot? slot, out ushort version)
    {
        if (kept is not null)
        {
            (slot, version) = (kept.Request, kept.RequestVersion);
            return slot is not null;
        }

        (slot, version) = (null, 0);
        var requests = LuaBehavior.Of(state).Requests;
        if (plain->Request == 0 || !requests.TryFind(plain->Request, out slot, out version))
            return false;
        requests.Forget(plain->Request);
        return true;
    }

    /// <summary>The block of a message that is not kept; its payload comes after it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PlainMessage
    {
        public PlainObject Object;

        /// <summary>Its number among the requests; 0 for a message that nobody waits for an answer to.</summary>
        public long Request;
        public int Count;
        public int Length;
    }
}
