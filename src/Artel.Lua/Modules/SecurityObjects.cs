using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>Actors and policies as scripts see them. What they are is fixed when they are made.</summary>
internal static unsafe class SecurityObjects
{
    public static readonly LuaObjectType ActorType = MakeActorType();

    public static readonly LuaObjectType PolicyType = MakePolicyType();

    /// <summary>An object that an argument has to be; a missing one is INVALID, one of another type raises.</summary>
    public static T Required<T>(LuaState state, lua_State* L, int index, string function, int argument, string what)
        where T : class
    {
        if (lua_type(L, index) <= LUA_TNIL)
            throw new ProcessException(ErrorKind.Invalid, $"{function}: the {what} is missing", retryable: false);
        return state.ToObject<T>(L, index) ?? throw LuaArgumentException.Expected(L, index, function, what, argument);
    }

    /// <summary>Pushes what a policy or a scope says to the arguments of <c>evaluate</c>: an actor or nil, an action, a resource, meta.</summary>
    public static int PushDecision(LuaState state, lua_State* L, Func<Actor?, string, string, IReadOnlyDictionary<string, object?>?, Decision> evaluate)
    {
        try
        {
            var actor = lua_type(L, 2) <= LUA_TNIL ? null : Required<Actor>(state, L, 2, "evaluate", 1, "actor");
            var action = ProcessModule.Text(state, L, 3, "evaluate", 2, "action");
            var resource = ProcessModule.Text(state, L, 4, "evaluate", 3, "resource");
            LuaStack.PushText(L, evaluate(actor, action, resource, SecurityMeta.Read(L, 5, "evaluate", 4)) switch
            {
                Decision.Allow => "allow",
                Decision.Deny => "deny",
                _ => "undefined",
            });
            return 1;
        }
        catch (ProcessException error)
        {
            return ProcessModule.Fail(state, L, error);
        }
    }

    private static LuaObjectType MakeActorType()
    {
        var type = new LuaObjectType("actor");
        type.Methods
            .Function("id", &ActorId)
            .Function("meta", &ActorMeta);
        return type;
    }

    private static LuaObjectType MakePolicyType()
    {
        var type = new LuaObjectType("policy");
        type.Methods
            .Function("id", &PolicyId)
            .Function("evaluate", &EvaluatePolicy);
        return type;
    }

    private static Actor SelfActor(LuaState state, lua_State* L, string method) =>
        state.ToObject<Actor>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, method, "actor");

    private static Policy SelfPolicy(LuaState state, lua_State* L, string method) =>
        state.ToObject<Policy>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, method, "policy");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ActorId(lua_State* L) => HostFunction.Run(L, &PushActorId);

    private static int PushActorId(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, SelfActor(state, L, "id").Id);
        return 1;
    }

    /// <summary><c>actor:meta()</c>: a new table each time.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ActorMeta(lua_State* L) => HostFunction.Run(L, &PushActorMeta);

    private static int PushActorMeta(LuaState state, lua_State* L)
    {
        SecurityMeta.Push(L, SelfActor(state, L, "meta").Meta);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int PolicyId(lua_State* L) => HostFunction.Run(L, &PushPolicyId);

    private static int PushPolicyId(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, SelfPolicy(state, L, "id").Id);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int EvaluatePolicy(lua_State* L) => HostFunction.Run(L, &PushEvaluated);

    private static int PushEvaluated(LuaState state, lua_State* L) => PushDecision(state, L, SelfPolicy(state, L, "evaluate").Evaluate);
}
