using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Functions;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Runtime;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>funcs.new</c> gives: how functions are called. Immutable: each <c>with_*</c> gives a new one.</summary>
internal static unsafe class ExecutorObject
{
    public static readonly LuaObjectType Type = MakeType();

    public static void Push(LuaState state, lua_State* L, FunctionSettings settings) =>
        state.PushObject(L, settings, Type, bytes: settings.Spawn.Bytes);

    /// <summary>The settings of the executor that a method is called on.</summary>
    /// <exception cref="LuaArgumentException">It is no executor.</exception>
    public static FunctionSettings Self(LuaState state, lua_State* L, int index, string method) =>
        state.ToObject<FunctionSettings>(L, index) ?? throw LuaArgumentException.Expected(L, index, method, "executor", 1);

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("executor", managedBytes: 400);
        type.Methods
            .Function("with_context", &WithContext)
            .Function("with_actor", &WithActor)
            .Function("with_scope", &WithScope)
            .Function("with_options", &WithOptions)
            .Operation("call", (int)LuaOperation.CallFunctionByExecutor)
            .Function("async", &Async);
        return type;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithContext(lua_State* L) => HostFunction.Run(L, &PushWithContext);

    private static int PushWithContext(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var settings = Self(state, L, 1, "with_context");
        cell.Authorize("with_context", PermissionTable.FunctionContext.Checks[0]);
        Push(state, L, settings with { Spawn = SpawnerObject.AddContext(L, 2, settings.Spawn, 1) });
        return 1;
    });

    /// <summary><c>executor:with_actor(actor)</c>: who the functions act for, in place of the caller's actor.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithActor(lua_State* L) => HostFunction.Run(L, &PushWithActor);

    private static int PushWithActor(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var settings = Self(state, L, 1, "with_actor");
        cell.Authorize("with_actor", PermissionTable.FunctionSecurity.Checks[0]);
        var actor = SecurityObjects.Required<Actor>(state, L, 2, "with_actor", 1, "actor");
        Push(state, L, settings with { Spawn = settings.Spawn with { Identity = new SecurityIdentity(actor, IdentityOf(cell, settings).Scope) } });
        return 1;
    });

    /// <summary><c>executor:with_scope(scope)</c>: what the functions act within, in place of the caller's scope.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithScope(lua_State* L) => HostFunction.Run(L, &PushWithScope);

    private static int PushWithScope(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var settings = Self(state, L, 1, "with_scope");
        cell.Authorize("with_scope", PermissionTable.FunctionSecurity.Checks[0]);
        var scope = SecurityObjects.Required<Scope>(state, L, 2, "with_scope", 1, "scope");
        Push(state, L, settings with { Spawn = settings.Spawn with { Identity = new SecurityIdentity(IdentityOf(cell, settings).Actor, scope) } });
        return 1;
    });

    private static SecurityIdentity IdentityOf(Cell cell, FunctionSettings settings) => settings.Spawn.Identity ?? cell.Authority.Identity;

    /// <summary><c>executor:with_options(options)</c>: merged into those that are there.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithOptions(lua_State* L) => HostFunction.Run(L, &PushWithOptions);

    private static int PushWithOptions(LuaState state, lua_State* L)
    {
        var settings = Self(state, L, 1, "with_options");
        try
        {
            var options = FunctionOptionsTable.Read(state, L, 2);
            options.Verify();
            Push(state, L, settings with { Options = settings.Options.With(options) });
            return 1;
        }
        catch (ProcessException refused)
        {
            return ProcessModule.Fail(state, L, refused);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Async(lua_State* L) => HostFunction.Run(L, &PushFuture);

    private static int PushFuture(LuaState state, lua_State* L) => FutureObject.PushStarted(state, L, 2, "async", Self(state, L, 1, "async"));
}
