using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Runtime;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// A scope as scripts see it. Immutable: <c>with</c> and <c>without</c> give a new one, which is one of the script's own and therefore
/// limited as <c>security.new_scope</c> is.
/// </summary>
internal static unsafe class ScopeObject
{
    public static readonly LuaObjectType Type = MakeType();

    /// <summary>
    /// A policy, or the id of one, that goes into a scope. The process has to be allowed to read it, however it got hold of it. One of the
    /// catalog goes in by its id, so that its changes reach the scope.
    /// </summary>
    /// <exception cref="ProcessException">INVALID: it is neither. PERMISSION_DENIED. NOT_FOUND: there is no policy of the id.</exception>
    public static ScopeEntry ReadPolicy(LuaState state, lua_State* L, Cell cell, int index, string function, string what)
    {
        var policy = state.ToObject<Policy>(L, index);
        if (policy is null && lua_type(L, index) != LUA_TSTRING)
        {
            throw new ProcessException(
                ErrorKind.Invalid, $"{function}: {what} is a {LuaStack.TypeName(lua_type(L, index))}; a policy, or the id of one, is needed", retryable: false);
        }

        var id = policy?.Id ?? LuaStack.Text(L, index);
        if (id.Length == 0)
            throw new ProcessException(ErrorKind.Invalid, $"{function}: {what} is an empty policy id", retryable: false);
        if (cell.FindDenial(function, PermissionTable.GetPolicy.Checks[0], id) is { } denied)
            throw denied;
        if (cell.Runtime.Policies.Find(id) is not null)
            return ScopeEntry.OfPolicy(id);
        return policy is not null
            ? ScopeEntry.OfValue(policy)
            : throw new ProcessException(ErrorKind.NotFound, $"{function}: there is no policy '{id}'", retryable: false);
    }

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("scope");
        type.Methods
            .Function("with", &With)
            .Function("without", &Without)
            .Function("evaluate", &Evaluate)
            .Function("contains", &Contains)
            .Function("policies", &Policies);
        return type;
    }

    private static Scope Self(LuaState state, lua_State* L, string method) =>
        state.ToObject<Scope>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, method, "scope");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int With(lua_State* L) => HostFunction.Run(L, &PushWith);

    private static int PushWith(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var scope = Self(state, L, "with");
        cell.Authorize("with", PermissionTable.CreateScope.Checks[0]);
        state.PushObject(L, scope.With(cell.Runtime.Policies, ReadPolicy(state, L, cell, 2, "with", "the policy")), Type);
        return 1;
    });

    /// <summary><c>scope:without(policy)</c>: a policy, or its id; one that is not in it changes nothing.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Without(lua_State* L) => HostFunction.Run(L, &PushWithout);

    private static int PushWithout(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var scope = Self(state, L, "without");
        cell.Authorize("without", PermissionTable.CreateScope.Checks[0]);
        var id = state.ToObject<Policy>(L, 2)?.Id ?? ProcessModule.Text(state, L, 2, "without", 1, "policy id");
        state.PushObject(L, scope.Without(id), Type);
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Evaluate(lua_State* L) => HostFunction.Run(L, &PushEvaluated);

    private static int PushEvaluated(LuaState state, lua_State* L) => SecurityObjects.PushDecision(state, L, Self(state, L, "evaluate").Evaluate);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Contains(lua_State* L) => HostFunction.Run(L, &PushContains);

    private static int PushContains(LuaState state, lua_State* L) => ProcessModule.Try(state, L, _ =>
    {
        lua_pushboolean(L, Self(state, L, "contains").Contains(ProcessModule.Text(state, L, 2, "contains", 1, "policy id")) ? 1 : 0);
        return 1;
    });

    /// <summary><c>scope:policies()</c>: a new list, those of groups included.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Policies(lua_State* L) => HostFunction.Run(L, &PushPolicies);

    private static int PushPolicies(LuaState state, lua_State* L)
    {
        var policies = Self(state, L, "policies").Policies;
        lua_createtable(L, policies.Count, 0);
        var list = lua_gettop(L);
        for (var i = 0; i < policies.Count; i++)
        {
            state.PushObject(L, policies[i], SecurityObjects.PolicyType);
            lua_rawseti(L, list, i + 1);
        }

        return 1;
    }
}
