using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Lua.Values;
using Artel.Messaging;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>The <c>process</c> global: a process's own operations.</summary>
internal static unsafe class ProcessModule
{
    public static readonly LuaLibrary Library = new LuaLibrary("process") { ReadOnly = true }
        .Constant("id", &Id)
        .Constant("pid", &PidText)
        .WaitingFunction("send", &Send, (int)LuaOperation.SendWhenRoom)
        .Operation("ask", (int)LuaOperation.Ask)
        .Function("spawn", &Spawn)
        .Function("spawn_monitored", &SpawnMonitored)
        .Function("spawn_linked", &SpawnLinked)
        .Function("spawn_linked_monitored", &SpawnLinkedMonitored)
        .Operation("exec", (int)LuaOperation.Exec)
        .Operation("call", (int)LuaOperation.Exec)
        .Operation("upgrade", (int)LuaOperation.Upgrade)
        .Function("terminate", &Terminate)
        .Function("cancel", &Cancel)
        .Function("monitor", &Monitor)
        .Function("unmonitor", &Unmonitor)
        .Function("link", &Link)
        .Function("unlink", &Unlink)
        .Function("get_options", &GetOptions)
        .Function("set_options", &SetOptions)
        .Constant("inbox", &Inbox)
        .Constant("events", &Events)
        .Function("listen", &Listen)
        .Function("unlisten", &Unlisten)
        .Function("with_context", &WithContext)
        .Library(RegistryModule.Library)
        .Library(new LuaLibrary("event") { ReadOnly = true }
            .Text("CANCEL", ProcessEventKinds.Cancel)
            .Text("EXIT", ProcessEventKinds.Exit)
            .Text("LINK_DOWN", ProcessEventKinds.LinkDown)
            .Text("OUTDATED", ProcessEventKinds.Outdated));

    /// <summary>What the host holds for a topic that is listened to: its feed, and its places where it is found by topic and by channel.</summary>
    private const int ListenerBytes = 320;

    private static readonly OptionNames KnownOptions = new("", "trap_links", "upgradable");

    /// <summary>An operation: its result, or <c>nil, err</c>.</summary>
    public static int Try(LuaState state, lua_State* L, Func<Cell, int> operation)
    {
        try
        {
            return operation(LuaBehavior.Of(state).Cell);
        }
        catch (ProcessException error)
        {
            return Fail(state, L, error);
        }
    }

    /// <summary><c>nil, err</c>.</summary>
    public static int Fail(LuaState state, lua_State* L, ProcessException error)
    {
        lua_settop(L, 0);
        lua_pushnil(L);
        state.PushError(L, error);
        return 2;
    }

    /// <summary>A text argument; a missing one is INVALID, one of another type raises.</summary>
    public static string Text(LuaState state, lua_State* L, int index, string function, int argument, string what)
    {
        if (lua_type(L, index) <= LUA_TNIL)
            throw new ProcessException(ErrorKind.Invalid, $"{function}: the {what} is missing", retryable: false);
        if (lua_type(L, index) is not (LUA_TSTRING or LUA_TNUMBER) && state.ToObject<ProcessException>(L, index) is null)
            throw LuaArgumentException.Expected(L, index, function, "string", argument);
        return LuaStack.Text(L, index);
    }

    /// <summary>Reads the first two arguments of a spawn or an exec.</summary>
    public static (string Id, string Host) ReadIdAndHost(LuaState state, lua_State* L, int first, int count, string function)
    {
        if (count < 2)
            throw new ProcessException(ErrorKind.Invalid, $"{function}: the definition id and the host id are needed, {count} were given", retryable: false);
        return (Text(state, L, first, function, 1, "definition id"), Text(state, L, first + 1, function, 2, "host id"));
    }

    /// <summary>Reads the first two arguments of a send or an ask.</summary>
    public static (string Destination, string Topic) ReadDestinationAndTopic(LuaState state, lua_State* L, int first, int count, string function)
    {
        if (count < 2)
            throw new ProcessException(ErrorKind.Invalid, $"{function}: the destination and the topic are needed, {count} were given", retryable: false);
        return (Text(state, L, first, function, 1, "destination"), Text(state, L, first + 1, function, 2, "topic"));
    }

    /// <summary>Starts a process with the arguments on the stack, from the second on those of main.</summary>
    public static int PushSpawned(LuaState state, lua_State* L, int first, string function, SpawnRelation relation, SpawnSettings settings) =>
        Try(state, L, cell =>
        {
            var count = lua_gettop(L) - first + 1;
            var (id, host) = ReadIdAndHost(state, L, first, count, function);
            var arguments = new SpawnArguments(LuaValueWriter.Copy(L, first + 2, count - 2, "argument"));
            if (state.Account.Refuse(function, settings.Bytes) is { } unaffordable)
                return Fail(state, L, unaffordable);
            LuaStack.PushText(L, cell.SpawnCore(id, host, arguments, relation, settings).ToString());
            return 1;
        });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Id(lua_State* L) => HostFunction.Run(L, &PushId);

    private static int PushId(LuaState state, lua_State* L) => Try(state, L, cell =>
    {
        LuaStack.PushText(L, cell.Id);
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int PidText(lua_State* L) => HostFunction.Run(L, &PushPid);

    private static int PushPid(LuaState state, lua_State* L) => Try(state, L, cell =>
    {
        LuaStack.PushText(L, cell.Pid.ToString());
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Send(lua_State* L) => HostFunction.Run(L, &SendMessage);

    private static int SendMessage(LuaState state, lua_State* L)
    {
        // As Try does, but without a closure: this is the one operation that scripts call for each message.
        try
        {
            var cell = LuaBehavior.Of(state).Cell;
            var count = lua_gettop(L);
            var (destination, topic) = ReadDestinationAndTopic(state, L, 1, count, "send");
            TopicRules.Verify("send", topic);
            if (LuaSend.TryCopy(state, L, 3, count - 2, "send", topic, out var body) is { } unaffordable)
                return Fail(state, L, unaffordable);
            if (cell.Runtime.TrySend(cell, destination, topic, body, slot: null) is not { } refused)
                return True(L);
            return cell.Runtime.MayWaitForRoom(refused, destination, out _) ? HostFunction.Wait(L, refused) : Fail(state, L, refused);
        }
        catch (ProcessException error)
        {
            return Fail(state, L, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Spawn(lua_State* L) => HostFunction.Run(L, &PushSpawn);

    private static int PushSpawn(LuaState state, lua_State* L) =>
        PushSpawned(state, L, 1, "spawn", SpawnRelation.None, SpawnSettings.None);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SpawnMonitored(lua_State* L) => HostFunction.Run(L, &PushSpawnMonitored);

    private static int PushSpawnMonitored(LuaState state, lua_State* L) =>
        PushSpawned(state, L, 1, "spawn_monitored", SpawnRelation.Monitored, SpawnSettings.None);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SpawnLinked(lua_State* L) => HostFunction.Run(L, &PushSpawnLinked);

    private static int PushSpawnLinked(LuaState state, lua_State* L) =>
        PushSpawned(state, L, 1, "spawn_linked", SpawnRelation.Linked, SpawnSettings.None);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SpawnLinkedMonitored(lua_State* L) => HostFunction.Run(L, &PushSpawnLinkedMonitored);

    private static int PushSpawnLinkedMonitored(LuaState state, lua_State* L) =>
        PushSpawned(state, L, 1, "spawn_linked_monitored", SpawnRelation.Linked | SpawnRelation.Monitored, SpawnSettings.None);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Terminate(lua_State* L) => HostFunction.Run(L, &TerminateProcess);

    private static int TerminateProcess(LuaState state, lua_State* L) =>
        Act(state, L, "terminate", static (cell, destination) => cell.Terminate(destination));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Cancel(lua_State* L) => HostFunction.Run(L, &CancelProcess);

    private static int CancelProcess(LuaState state, lua_State* L)
    {
        TimeSpan? deadline = null;
        string? malformed = null;
        if (lua_type(L, 2) == LUA_TNUMBER)
            deadline = TimeSpan.FromMilliseconds(Math.Clamp(HostFunction.Integer(L, 2, "cancel"), -1, uint.MaxValue - 1L));
        else if (lua_type(L, 2) > LUA_TNIL)
            deadline = LuaDuration.Read(state, L, 2, "cancel", 2, out malformed);
        if (malformed is not null)
            return Fail(state, L, new ProcessException(ErrorKind.Invalid, malformed, retryable: false));
        return Act(state, L, "cancel", (cell, destination) => cell.Cancel(destination, deadline));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Monitor(lua_State* L) => HostFunction.Run(L, &MonitorProcess);

    private static int MonitorProcess(LuaState state, lua_State* L) =>
        Act(state, L, "monitor", static (cell, destination) => cell.Monitor(destination));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unmonitor(lua_State* L) => HostFunction.Run(L, &UnmonitorProcess);

    private static int UnmonitorProcess(LuaState state, lua_State* L) =>
        Act(state, L, "unmonitor", static (cell, destination) => cell.Unmonitor(destination));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Link(lua_State* L) => HostFunction.Run(L, &LinkProcess);

    private static int LinkProcess(LuaState state, lua_State* L) =>
        Act(state, L, "link", static (cell, destination) => cell.Link(destination));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlink(lua_State* L) => HostFunction.Run(L, &UnlinkProcess);

    private static int UnlinkProcess(LuaState state, lua_State* L) =>
        Act(state, L, "unlink", static (cell, destination) => cell.Unlink(destination));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetOptions(lua_State* L) => HostFunction.Run(L, &PushOptions);

    private static int PushOptions(LuaState state, lua_State* L) => Try(state, L, cell =>
    {
        lua_createtable(L, 0, 2);
        ChannelModule.SetField(L, "trap_links"u8, cell.Options.TrapLinks);
        ChannelModule.SetField(L, "upgradable"u8, cell.Options.Upgradable);
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetOptions(lua_State* L) => HostFunction.Run(L, &ApplyOptions);

    private static int ApplyOptions(LuaState state, lua_State* L)
    {
        if (lua_type(L, 1) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, 1, "set_options", "table");
        var cell = LuaBehavior.Of(state).Cell;
        var options = cell.Options;
        lua_pushnil(L);
        while (lua_next(L, 1) != 0)
        {
            var option = KnownOptions.Find(L, -2);
            if (option is null || lua_type(L, -1) != LUA_TBOOLEAN)
            {
                var wrong = $"set_options: {(option is null ? KnownOptions.Unknown(L, -2) : $"{option} is a boolean, got {LuaStack.TypeName(lua_type(L, -1))}")}";
                lua_settop(L, 0);
                lua_pushboolean(L, 0);
                state.PushError(L, new ProcessException(ErrorKind.Invalid, wrong, retryable: false));
                return 2;
            }

            var value = lua_toboolean(L, -1) != 0;
            options = option switch
            {
                "trap_links" => options with { TrapLinks = value },
                "upgradable" => options with { Upgradable = value },
                _ => throw new UnreachableException(),
            };
            lua_pop(L, 1);
        }

        cell.Options = options;
        return True(L);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Inbox(lua_State* L) => HostFunction.Run(L, &PushInbox);

    private static int PushInbox(LuaState state, lua_State* L)
    {
        // Without a closure: scripts call it for each message.
        var behavior = LuaBehavior.Of(state);
        try
        {
            behavior.Channels.Push(state, L, behavior.Cell.Inbox, static source => new MessageChannel(source) { AsMessages = true });
            return 1;
        }
        catch (ProcessException error)
        {
            return Fail(state, L, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Events(lua_State* L) => HostFunction.Run(L, &PushEvents);

    private static int PushEvents(LuaState state, lua_State* L) => Try(state, L, cell =>
    {
        LuaBehavior.Of(state).Channels.Push(state, L, cell.Events, static source => new EventChannel(source));
        return 1;
    });

    /// <summary>
    /// <c>process.listen(topic, options)</c>. <c>message = true</c> on a later call switches what later receives of the one channel give
    /// (statement 16).
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Listen(lua_State* L) => HostFunction.Run(L, &PushListened);

    private static int PushListened(LuaState state, lua_State* L)
    {
        bool? asMessages = null;
        if (lua_type(L, 2) > LUA_TNIL)
        {
            if (lua_type(L, 2) != LUA_TTABLE)
                throw LuaArgumentException.Expected(L, 2, "listen", "table");
            LuaStack.PushBytes(L, "message"u8);
            if (lua_rawget(L, 2) != LUA_TNIL)
                asMessages = lua_toboolean(L, -1) != 0;
            lua_pop(L, 1);
        }

        var results = Try(state, L, cell =>
        {
            var topic = Text(state, L, 1, "listen", 1, "topic");
            var channel = LuaBehavior.Of(state).Channels.Push(
                state, L, cell.Listen(topic), static source => new MessageChannel(source), ListenerBytes + (sizeof(char) * (long)topic.Length));
            channel.AsMessages = asMessages ?? channel.AsMessages;
            return 1;
        });

        // It has looked through all messages that are kept.
        LuaPreemption.Charge(L, NativeState.Of(L));
        return results;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlisten(lua_State* L) => HostFunction.Run(L, &UnlistenChannel);

    private static int UnlistenChannel(LuaState state, lua_State* L)
    {
        var channel = ChannelModule.Self(state, L, 1, "unlisten");
        var behavior = LuaBehavior.Of(state);
        try
        {
            behavior.Cell.Unlisten(channel.Source);
        }
        catch (ProcessException error)
        {
            lua_settop(L, 0);
            lua_pushboolean(L, 0);
            state.PushError(L, error);
            return 2;
        }

        behavior.Channels.Forget(state, channel);
        return True(L);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WithContext(lua_State* L) => HostFunction.Run(L, &PushSpawner);

    private static int PushSpawner(LuaState state, lua_State* L) => Try(state, L, cell =>
    {
        SpawnerObject.Push(state, L, SpawnerObject.WithContext(cell, L, 1, SpawnSettings.None, 1));
        return 1;
    });

    private static int Act(LuaState state, lua_State* L, string function, Action<Cell, Destination> act) => Try(state, L, cell =>
    {
        act(cell, Text(state, L, 1, function, 1, "destination"));
        return True(L);
    });

    private static int True(lua_State* L)
    {
        lua_pushboolean(L, 1);
        return 1;
    }
}
