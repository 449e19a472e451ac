using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// What <c>require("security")</c> gives: who the process acts for, and what it may do (A10). Actors, scopes and policies are userdata that
/// only these functions make, so that a script can't forge one.
/// </summary>
internal static unsafe class SecurityModule
{
    public static readonly LuaLibrary Library = new LuaLibrary("security") { ReadOnly = true }
        .Function("actor", &CurrentActor)
        .Function("scope", &CurrentScope)
        .Function("can", &Can)
        .Function("new_actor", &NewActor)
        .Function("new_scope", &NewScope)
        .Function("policy", &FindPolicy)
        .Function("named_scope", &FindNamedScope);

    /// <summary><c>security.actor()</c>: nil for nobody.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentActor(lua_State* L) => HostFunction.Run(L, &PushCurrentActor);

    private static int PushCurrentActor(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        if (cell.Authority.Identity.Actor is { } actor)
            state.PushObject(L, actor, SecurityObjects.ActorType);
        else
            lua_pushnil(L);
        return 1;
    });

    /// <summary><c>security.scope()</c>: nil for none.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentScope(lua_State* L) => HostFunction.Run(L, &PushCurrentScope);

    private static int PushCurrentScope(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        if (cell.Authority.Identity.Scope is { } scope)
            state.PushObject(L, scope, ScopeObject.Type);
        else
            lua_pushnil(L);
        return 1;
    });

    /// <summary><c>security.can(action, resource, meta)</c>: what an operation that makes this check would be answered.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Can(lua_State* L) => HostFunction.Run(L, &PushCan);

    private static int PushCan(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var action = ProcessModule.Text(state, L, 1, "can", 1, "action");
        var resource = ProcessModule.Text(state, L, 2, "can", 2, "resource");
        lua_pushboolean(L, cell.Security.Can(action, resource, SecurityMeta.Read(L, 3, "can", 3)) ? 1 : 0);
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NewActor(lua_State* L) => HostFunction.Run(L, &PushNewActor);

    private static int PushNewActor(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var id = ProcessModule.Text(state, L, 1, "new_actor", 1, "actor id");
        state.PushObject(L, cell.Security.CreateActor(id, SecurityMeta.Read(L, 2, "new_actor", 2)), SecurityObjects.ActorType);
        return 1;
    });

    /// <summary><c>security.new_scope(policies)</c>: of policies, or their ids; none allow nothing.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NewScope(lua_State* L) => HostFunction.Run(L, &PushNewScope);

    private static int PushNewScope(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        if (lua_type(L, 1) > LUA_TNIL && lua_type(L, 1) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, 1, "new_scope", "table");
        cell.Authorize("new_scope", PermissionTable.CreateScope.Checks[0]);
        var scope = new Scope(cell.Runtime.Policies, []);
        var count = lua_type(L, 1) == LUA_TTABLE ? SecurityMeta.CountOfList(L, 1, "new_scope: policies") : 0;
        for (var i = 1; i <= count; i++)
        {
            lua_rawgeti(L, 1, i);
            scope = scope.With(cell.Runtime.Policies, ScopeObject.ReadPolicy(state, L, cell, -1, "new_scope", $"policies[{i}]"));
            lua_pop(L, 1);
        }

        state.PushObject(L, scope, ScopeObject.Type);
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FindPolicy(lua_State* L) => HostFunction.Run(L, &PushPolicy);

    private static int PushPolicy(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        state.PushObject(L, cell.Security.GetPolicy(ProcessModule.Text(state, L, 1, "policy", 1, "policy id")), SecurityObjects.PolicyType);
        return 1;
    });

    /// <summary><c>security.named_scope(id)</c>: the scope of a policy group.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FindNamedScope(lua_State* L) => HostFunction.Run(L, &PushNamedScope);

    private static int PushNamedScope(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        state.PushObject(L, cell.Security.GetNamedScope(ProcessModule.Text(state, L, 1, "named_scope", 1, "group id")), ScopeObject.Type);
        return 1;
    });
}
