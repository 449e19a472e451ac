using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Payloads;
using Artel.Runtime;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>process.with_context</c> gives. Immutable: each <c>with_*</c> gives a new one.</summary>
internal static unsafe class SpawnerObject
{
    public static readonly LuaObjectType Type = MakeType();

    /// <summary>Pushes a spawner.</summary>
    public static void Push(LuaState state, lua_State* L, SpawnSettings settings) => 
        state.PushObject(L, settings, Type, bytes: settings.Bytes);

    /// <summary>Settings with the values of a table on top of their context.</summary>
    /// <exception cref="LuaArgumentException">It is no table.</exception>
    /// <exception cref="ProcessException">PERMISSION_DENIED. INVALID: a key is no string, or a value can't cross.</exception>
    public static SpawnSettings WithContext(Cell cell, lua_State* L, int index, SpawnSettings settings, int argument)
    {
        cell.Authorize("with_context", PermissionTable.WithContext.Checks[0]);
        return AddContext(L, index, settings, argument);
    }

    /// <inheritdoc cref="WithContext(Cell, lua_State*, int, SpawnSettings, int)"/>
    public static SpawnSettings AddContext(lua_State* L, int index, SpawnSettings settings, int argument)
    {
        if (lua_type(L, index) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, index, "with_context", "table", argument);
        var context = settings.Context;
        var bytes = settings.Bytes;
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            if (lua_type(L, -2) != LUA_TSTRING)
                throw new ProcessException(ErrorKind.Invalid, $"with_context: the key {LuaStack.Text(L, -2)} is not a string", retryable: false);
            var key = LuaStack.Text(L, -2);
            var value = LuaValueWriter.Copy(L, lua_gettop(L), 1, key);
            bytes += PayloadAccount.Overhead + (2 * (key.Length + value.Bytes.Length));
            context = context.SetItem(key, value.ReadObject(0));
            lua_pop(L, 1);
        }

        return settings with { Context = context, Bytes = bytes };
    }

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("spawner", managedBytes: 400);
        type.Methods
            .Function("with_context", &WithContext)
            .Function("with_actor", &WithActor)
            .Function("with_scope", &WithScope)
            .Function("with_name", &WithName)
            .Function("with_message", &WithMessage)
            .Function("spawn", &Spawn)
            .Function("spawn_monitored", &SpawnMonitored)
            .Function("spawn_linked", &SpawnLinked)
            .Function("spawn_linked_monitored", &SpawnLinkedMonitored)
            .Operation("exec", (int)LuaOperation.ExecBySpawner);
        return type;
    }

    /// <summary>The settings of the spawner that a method is called on.</summary>
    /// <exception cref="LuaArgumentException">It is no spawner.</exception>
    public static SpawnSettings Self(LuaState state, lua_State* L, int index, string method) =>
        state.ToObject<SpawnSettings>(L, index) ?? throw LuaArgumentException.Expected(L, index, method, "spawner", 1);

    private static SpawnSettings Self(LuaState state, lua_State* L, string method) => Self(state, L, 1, method);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithContext(lua_State* L) => HostFunction.Run(L, &PushWithContext);

    private static int PushWithContext(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        Push(state, L, WithContext(cell, L, 2, Self(state, L, "with_context"), 1));
        return 1;
    });

    /// <summary><c>spawner:with_actor(actor)</c>: who what it spawns acts for, in place of the caller's actor.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithActor(lua_State* L) => HostFunction.Run(L, &PushWithActor);

    private static int PushWithActor(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var settings = Self(state, L, "with_actor");
        cell.Authorize("with_actor", PermissionTable.WithSecurity.Checks[0]);
        var actor = SecurityObjects.Required<Actor>(state, L, 2, "with_actor", 1, "actor");
        Push(state, L, settings with { Identity = new SecurityIdentity(actor, (settings.Identity ?? cell.Authority.Identity).Scope) });
        return 1;
    });

    /// <summary><c>spawner:with_scope(scope)</c>: what what it spawns acts within, in place of the caller's scope.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithScope(lua_State* L) => HostFunction.Run(L, &PushWithScope);

    private static int PushWithScope(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var settings = Self(state, L, "with_scope");
        cell.Authorize("with_scope", PermissionTable.WithSecurity.Checks[0]);
        var scope = SecurityObjects.Required<Scope>(state, L, 2, "with_scope", 1, "scope");
        Push(state, L, settings with { Identity = new SecurityIdentity((settings.Identity ?? cell.Authority.Identity).Actor, scope) });
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithName(lua_State* L) => HostFunction.Run(L, &PushWithName);

    private static int PushWithName(LuaState state, lua_State* L) => ProcessModule.Try(state, L, _ =>
    {
        var settings = Self(state, L, "with_name");
        var name = ProcessModule.Text(state, L, 2, "with_name", 1, "name");
        ArtelRuntime.VerifyName("with_name", name);
        Push(state, L, settings with { Name = name });
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithMessage(lua_State* L) => HostFunction.Run(L, &PushWithMessage);

    private static int PushWithMessage(LuaState state, lua_State* L) => ProcessModule.Try(state, L, _ =>
    {
        var settings = Self(state, L, "with_message");
        var topic = ProcessModule.Text(state, L, 2, "with_message", 1, "topic");
        TopicRules.Verify("with_message", topic);
        var values = LuaValueWriter.Copy(L, 3, lua_gettop(L) - 2, "payload");
        var body = new SendPortable(values);
        var bytes = settings.Bytes + PortableMessage.CostOf(topic, values);
        Push(state, L, settings with { Bytes = bytes, Messages = settings.Messages.Add(new QueuedMessage<SendPortable>(topic, body)) });
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Spawn(lua_State* L) => HostFunction.Run(L, &PushSpawn);

    private static int PushSpawn(LuaState state, lua_State* L) => PushSpawned(state, L, "spawn", SpawnRelation.None);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SpawnMonitored(lua_State* L) => HostFunction.Run(L, &PushSpawnMonitored);

    private static int PushSpawnMonitored(LuaState state, lua_State* L) => PushSpawned(state, L, "spawn_monitored", SpawnRelation.Monitored);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SpawnLinked(lua_State* L) => HostFunction.Run(L, &PushSpawnLinked);

    private static int PushSpawnLinked(LuaState state, lua_State* L) => PushSpawned(state, L, "spawn_linked", SpawnRelation.Linked);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SpawnLinkedMonitored(lua_State* L) => HostFunction.Run(L, &PushSpawnLinkedMonitored);

    private static int PushSpawnLinkedMonitored(LuaState state, lua_State* L) =>
        PushSpawned(state, L, "spawn_linked_monitored", SpawnRelation.Linked | SpawnRelation.Monitored);

    private static int PushSpawned(LuaState state, lua_State* L, string method, SpawnRelation relation) =>
        ProcessModule.PushSpawned(state, L, 2, method, relation, Self(state, L, method));
}
