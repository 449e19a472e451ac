using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Artel.Lua.Engine;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Values;

/// <summary>
/// Errors as scripts see them: the <c>errors</c> global, and the error object, a <see cref="ProcessException"/> that also serves as its
/// text.
/// </summary>
internal static unsafe class ErrorFunctions
{
    private static readonly (string Name, ErrorKind Kind)[] Kinds =
    [
        ("NOT_FOUND", ErrorKind.NotFound),
        ("ALREADY_EXISTS", ErrorKind.AlreadyExists),
        ("INVALID", ErrorKind.Invalid),
        ("PERMISSION_DENIED", ErrorKind.PermissionDenied),
        ("UNAVAILABLE", ErrorKind.Unavailable),
        ("INTERNAL", ErrorKind.Internal),
        ("CANCELED", ErrorKind.Canceled),
        ("CONFLICT", ErrorKind.Conflict),
        ("TIMEOUT", ErrorKind.Timeout),
        ("RATE_LIMITED", ErrorKind.RateLimited),
        ("UNKNOWN", ErrorKind.Unknown),
    ];

    /// <summary>An error object. Two of them are equal when they are the same error.</summary>
    public static readonly LuaObjectType Type = MakeType();

    /// <summary>The <c>errors</c> global.</summary>
    public static readonly LuaLibrary Library = MakeLibrary();

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("error", managedBytes: 512)
            .Metamethod("__tostring", &ToText)
            .Metamethod("__concat", &Concatenate);
        type.Methods
            .Function("kind", &Kind)
            .Function("message", &ToText)
            .Function("retryable", &Retryable)
            .Function("details", &Details)
            .Function("stack", &Stack);
        return type;
    }

    private static LuaLibrary MakeLibrary()
    {
        var library = new LuaLibrary("errors") { ReadOnly = true }
            .Function("new", &New)
            .Function("wrap", &Wrap)
            .Function("is", &Is)
            .Function("call_stack", &CallStack);
        foreach (var (name, kind) in Kinds)
            library.Text(name, kind.ToText());
        return library;
    }

    private static ProcessException Self(LuaState state, lua_State* L, string function) =>
        state.ToObject<ProcessException>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, function, "error");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int New(lua_State* L) => HostFunction.Run(L, &PushNew);

    private static int PushNew(LuaState state, lua_State* L)
    {
        var trace = LuaState.Trace(L, level: 1);
        ProcessException error;
        if (lua_type(L, 1) == LUA_TTABLE)
        {
            error = OfFields(state, L, trace);
        }
        else if (lua_gettop(L) >= 2)
        {
            var kind = KindOf(L, 1, "new", 1);
            error = new ProcessException(kind, Encoding.UTF8.GetString(HostFunction.Text(state, L, 2, "new"))) { ScriptStack = trace };
        }
        else
        {
            error = new ProcessException(ErrorKind.Unknown, Encoding.UTF8.GetString(HostFunction.Text(state, L, 1, "new"))) { ScriptStack = trace };
        }

        state.PushError(L, error);
        return 1;
    }

    /// <summary>An error of the table's fields message, kind, retryable and details.</summary>
    private static ProcessException OfFields(LuaState state, lua_State* L, string trace)
    {
        lua_settop(L, 1);
        PushField(L, "message"u8);
        PushField(L, "kind"u8);
        PushField(L, "retryable"u8);
        PushField(L, "details"u8);
        if (lua_type(L, 2) is not (LUA_TSTRING or LUA_TNUMBER) && state.ToObject<ProcessException>(L, 2) is null)
            throw new LuaArgumentException(1, "new", $"field 'message': string expected, got {LuaStack.TypeName(lua_type(L, 2))}");
        if (lua_type(L, 4) is not (LUA_TNIL or LUA_TBOOLEAN))
            throw new LuaArgumentException(1, "new", $"field 'retryable': boolean expected, got {LuaStack.TypeName(lua_type(L, 4))}");
        if (lua_type(L, 5) is not (LUA_TNIL or LUA_TTABLE))
            throw new LuaArgumentException(1, "new", $"field 'details': table expected, got {LuaStack.TypeName(lua_type(L, 5))}");

        var message = Encoding.UTF8.GetString(HostFunction.Text(state, L, 2, "new"));
        var kind = lua_type(L, 3) == LUA_TNIL ? ErrorKind.Unknown : KindOf(L, 3, "new", 1);
        bool? retryable = lua_type(L, 4) == LUA_TNIL ? null : lua_toboolean(L, 4) != 0;
        var details = lua_type(L, 5) == LUA_TNIL ? null : ReadDetails(L, 5);
        return new ProcessException(kind, message, retryable: retryable, details: details) { ScriptStack = trace };
    }

    private static IReadOnlyDictionary<string, object?>? ReadDetails(lua_State* L, int index)
    {
        var value = LuaValueWriter.Copy(L, index, 1, "details").ReadObject(0);
        return value switch
        {
            IReadOnlyDictionary<string, object?> map => map,
            IReadOnlyDictionary<object, object?> map => map.ToDictionary(
                static entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", static entry => entry.Value),
            IReadOnlyList<object?> list => list.Select(static (item, i) => (i, item)).ToDictionary(
                static entry => (entry.i + 1).ToString(CultureInfo.InvariantCulture), static entry => entry.item),
            _ => null,
        };
    }

    private static ErrorKind KindOf(lua_State* L, int index, string function, int argument)
    {
        var text = lua_type(L, index) == LUA_TSTRING
            ? LuaStack.Text(L, index)
            : throw LuaArgumentException.Expected(L, index, function, "error kind", argument);
        var kind = ErrorKindNames.Parse(text);
        if (kind == ErrorKind.Unknown && text.Length > 0)
            throw new LuaArgumentException(argument, function, $"no error kind '{text}'");
        return kind;
    }

    private static void PushField(lua_State* L, ReadOnlySpan<byte> name)
    {
        LuaStack.PushBytes(L, name);
        lua_rawget(L, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Wrap(lua_State* L) => HostFunction.Run(L, &PushWrapped);

    private static int PushWrapped(LuaState state, lua_State* L)
    {
        var trace = LuaState.Trace(L, level: 1);
        ProcessException cause;
        if (state.ToObject<ProcessException>(L, 1) is { } error)
            cause = error;
        else
            cause = new ProcessException(ErrorKind.Unknown, Encoding.UTF8.GetString(HostFunction.Text(state, L, 1, "wrap")));
        var text = Encoding.UTF8.GetString(HostFunction.Text(state, L, 2, "wrap"));

        // The text has all that the causes say, so that one between the first ones and the last can be left out.
        var kept = ErrorSize.CountCauses(cause) < ErrorSize.MostCauses ? cause : cause.InnerException;
        state.PushError(L, new ProcessException(cause.Kind, $"{text}: {cause.Message}", kept, cause.Retryable, cause.Details) { ScriptStack = trace });
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Is(lua_State* L) => HostFunction.Run(L, &PushIs);

    private static int PushIs(LuaState state, lua_State* L)
    {
        var kind = KindOf(L, 2, "is", 2);
        lua_pushboolean(L, state.ToObject<ProcessException>(L, 1)?.Kind == kind ? 1 : 0);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Kind(lua_State* L) => HostFunction.Run(L, &PushKind);

    private static int PushKind(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Self(state, L, "kind").Kind.ToText());
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ToText(lua_State* L) => HostFunction.Run(L, &PushText);

    private static int PushText(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Self(state, L, "message").Message);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Retryable(lua_State* L) => HostFunction.Run(L, &PushRetryable);

    private static int PushRetryable(LuaState state, lua_State* L)
    {
        if (Self(state, L, "retryable").Retryable is { } retryable)
            lua_pushboolean(L, retryable ? 1 : 0);
        else
            lua_pushnil(L);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Details(lua_State* L) => HostFunction.Run(L, &PushDetails);

    private static int PushDetails(LuaState state, lua_State* L)
    {
        var details = Self(state, L, "details").Details;
        if (details.Count == 0)
        {
            lua_pushnil(L);
            return 1;
        }

        LuaValueReader.Push(state, L, PortableValues.Write(1, details, static (writer, details) => PayloadConversion.Write(writer, details, "details")));
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Stack(lua_State* L) => HostFunction.Run(L, &PushStack);

    private static int PushStack(LuaState state, lua_State* L)
    {
        if (Self(state, L, "stack").ScriptStack is { } stack)
            LuaStack.PushText(L, stack);
        else
            lua_pushnil(L);
        return 1;
    }

    /// <summary><c>errors.call_stack(e)</c>: the same for whatever <c>pcall</c> gave; nil for what is no error object, which has no trace.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CallStack(lua_State* L) => HostFunction.Run(L, &PushCallStack);

    private static int PushCallStack(LuaState state, lua_State* L)
    {
        if (state.ToObject<ProcessException>(L, 1)?.ScriptStack is { } stack)
            LuaStack.PushText(L, stack);
        else
            lua_pushnil(L);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Concatenate(lua_State* L) => HostFunction.Run(L, &PushConcatenated);

    private static int PushConcatenated(LuaState state, lua_State* L)
    {
        for (var side = 1; side <= 2; side++)
        {
            if (lua_type(L, side) is not (LUA_TSTRING or LUA_TNUMBER) && state.ToObject<ProcessException>(L, side) is null)
                return HostFunction.Fail(L, $"attempt to concatenate a {LuaStack.TypeName(lua_type(L, side))} value");
            HostFunction.Text(state, L, side, "..");
        }

        ReadOnlySpan<byte> left = LuaStack.Bytes(L, 1), right = LuaStack.Bytes(L, 2);
        var both = new byte[left.Length + right.Length];
        left.CopyTo(both);
        right.CopyTo(both.AsSpan(left.Length));
        LuaStack.PushBytes(L, both);
        return 1;
    }
}
