using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>Of which class of the runtime's objects an expression is, by what made it.</summary>
internal static class LuaObjects
{
    // A local may be set to what depends on itself.
    private const int MaxDepth = 50;

    /// <summary>What functions give, and, behind a colon, methods.</summary>
    private static readonly Dictionary<string, string> Makers = new(StringComparer.Ordinal)
    {
        ["channel.new"] = "channel.Channel",
        ["process.inbox"] = "channel.Channel",
        ["process.events"] = "channel.Channel",
        ["process.listen"] = "channel.Channel",
        ["process.with_context"] = "process.Spawner",
        ["process.Spawner:with_context"] = "process.Spawner",
        ["process.Spawner:with_actor"] = "process.Spawner",
        ["process.Spawner:with_scope"] = "process.Spawner",
        ["process.Spawner:with_name"] = "process.Spawner",
        ["process.Spawner:with_message"] = "process.Spawner",
        ["funcs.new"] = "funcs.Executor",
        ["funcs.async"] = "funcs.Future",
        ["funcs.Executor:with_context"] = "funcs.Executor",
        ["funcs.Executor:with_actor"] = "funcs.Executor",
        ["funcs.Executor:with_scope"] = "funcs.Executor",
        ["funcs.Executor:with_options"] = "funcs.Executor",
        ["funcs.Executor:async"] = "funcs.Future",
        ["funcs.Future:response"] = "channel.Channel",
        ["funcs.Future:channel"] = "channel.Channel",
        ["errors.new"] = "errors.Error",
        ["errors.wrap"] = "errors.Error",
        ["logger.with"] = "logger.Logger",
        ["logger:with"] = "logger.Logger",
        ["logger.Logger:with"] = "logger.Logger",
        ["queue.message"] = "queue.Message",
        ["security.actor"] = "security.Actor",
        ["security.new_actor"] = "security.Actor",
        ["security.policy"] = "security.Policy",
        ["security.scope"] = "security.Scope",
        ["security.new_scope"] = "security.Scope",
        ["security.named_scope"] = "security.Scope",
        ["security.Scope:with"] = "security.Scope",
        ["security.Scope:without"] = "security.Scope",
        ["time.after"] = "channel.Channel",
        ["time.timer"] = "time.Timer",
        ["time.ticker"] = "time.Ticker",
        ["time.Timer:channel"] = "channel.Channel",
        ["time.Timer:response"] = "channel.Channel",
        ["time.Ticker:channel"] = "channel.Channel",
        ["time.Ticker:response"] = "channel.Channel",
        ["time.now"] = "time.Time",
        ["time.date"] = "time.Time",
        ["time.unix"] = "time.Time",
        ["time.parse"] = "time.Time",
        ["time.Time:add"] = "time.Time",
        ["time.duration"] = "time.Duration",
    };

    /// <summary>The class; null where it is not known.</summary>
    public static string? ClassOf(LuaExpression expression) => ClassOf(expression, 0);

    private static string? ClassOf(LuaExpression expression, int depth) => depth > MaxDepth ? null : LuaValues.Unwrap(expression) switch
    {
        LuaCallExpression call => LuaPaths.Of(call.Target) is { } path && Makers.TryGetValue(path, out var made) ? made : null,
        LuaMethodCallExpression { Method.Text: "receive" } call when IsInbox(call.Target, 0) => "process.Message",
        LuaMethodCallExpression call when (ClassOf(call.Target, depth + 1) ?? LuaPaths.Of(call.Target)) is { } target =>
            Makers.TryGetValue($"{target}:{call.Method.Text}", out var made) ? made : null,
        LuaNameExpression { Local.OnlyValue: { } value } => ClassOf(value, depth + 1),
        _ => null,
    };

    /// <summary>The inbox delivers messages; what other channels deliver depends on their options.</summary>
    private static bool IsInbox(LuaExpression expression, int depth) => depth <= MaxDepth && LuaValues.Unwrap(expression) switch
    {
        LuaCallExpression call => LuaPaths.Of(call.Target) == "process.inbox",
        LuaNameExpression { Local.OnlyValue: { } value } => IsInbox(value, depth + 1),
        _ => false,
    };
}
