using Artel.Lua;

namespace Artel.Queues.Tests.Consumers;

/// <summary>The handler in C#: it does what the message says. The one in Lua does the same.</summary>
[Process("queues.csharp:handler")]
[Permission("*")]
public sealed partial class Handler
{
    [Main]
    private async Task RunAsync(string command)
    {
        var message = Process.Queues.Message;
        Tell($"{command} {message.Attempt}");
        switch (command)
        {
            case "ok":
                break;
            case "fail":
                throw new ProcessException(ErrorKind.Conflict, "out of order");
            case "ack and fail":
                await message.AckAsync();
                throw new ProcessException(ErrorKind.Conflict, "out of order");
            case "ack twice":
                await message.AckAsync();
                Tell(await KindAsync(() => message.AckAsync()));
                break;
            case "nack":
                await message.NackAsync();
                break;
            case "reject":
                await message.RejectAsync("no such customer");
                throw new ProcessException(ErrorKind.Conflict, "too late to count");
            case "reject without a word":
                await message.RejectAsync();
                break;
            case "hopeless":
                throw new ProcessException(ErrorKind.Invalid, "no such currency", retryable: false);
            case "not there":
                Process.Send("nobody", "work");
                break;
            case "denied":
                throw new ProcessException(ErrorKind.PermissionDenied, "you may not", retryable: false);
            case "gated":
                if (Process.Registry.TryLookup(ConsumerApp.Allowed) is null)
                    throw new ProcessException(ErrorKind.PermissionDenied, "you may not yet", retryable: false);
                break;
            case "gated fail":
                if (Process.Registry.TryLookup(ConsumerApp.Allowed) is null)
                    throw new ProcessException(ErrorKind.Conflict, "not yet");
                break;
            case "exec":
                await Process.ExecAsync<object?>("queues.csharp:helper", ConsumerApp.Host);
                Tell(await KindAsync(() => message.AckAsync()));
                break;
            case "spawn":
                Process.Spawn("queues.csharp:helper", ConsumerApp.Host);
                break;
            case "header":
                Tell($"{message.Headers["trace"]} {message.Headers.Count} {message.Queue == ConsumerApp.Queue}");
                break;
            case "identity":
                Tell($"{Process.Security.Actor?.Id ?? "nobody"} {Process.Context.GetValueOrDefault("tenant") ?? "nothing"}");
                break;
            default:
                Tell(Process.Pid.ToString());
                await Process.Listen("go").ReceiveAsync();
                break;
        }
    }

    private void Tell(string text) => Process.Send("witness", "seen", text);

    private static async Task<string> KindAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return "done";
        }
        catch (ProcessException error)
        {
            return error.Kind.ToString();
        }
    }
}

/// <summary>Settles the message that its caller handles, if there is one.</summary>
[Process("queues.csharp:helper")]
[Permission("*")]
public sealed partial class Helper
{
    [Main]
    private async Task RunAsync()
    {
        try
        {
            var message = Process.Queues.Message;
            Process.Send("witness", "seen", $"helper {message.Attempt}");
            await message.AckAsync();
        }
        catch (ProcessException error)
        {
            Process.Send("witness", "seen", $"helper {error.Kind}");
        }
    }
}

/// <summary>Publishes what it is told to, for whom it acts.</summary>
[Process("queues.csharp:publisher")]
[Permission("*")]
public sealed partial class Publisher
{
    [Main]
    private async Task<string> RunAsync(string queue, string data)
    {
        try
        {
            await Process.Queues.PublishAsync(queue, data, new QueuePublishOptions { Headers = new Dictionary<string, string> { ["trace"] = "t1" } });
            return "done";
        }
        catch (ProcessException error)
        {
            return $"{error.Kind}: {error.Message}";
        }
    }
}

internal static class LuaHandlers
{
    private const string Handler = """
        local queue = require("queue")
        local ctx = require("ctx")
        local security = require("security")

        local function tell(text) process.send("witness", "seen", text) end

        local function kind(done, err) return done and "done" or err:kind() end

        local commands = {
          ["ok"] = function() end,
          ["fail"] = function() return nil, errors.new(errors.CONFLICT, "out of order") end,
          ["ack and fail"] = function(message)
            message:ack()
            error(errors.new(errors.CONFLICT, "out of order"))
          end,
          ["ack twice"] = function(message)
            message:ack()
            tell(kind(message:ack()))
          end,
          ["nack"] = function(message) message:nack() end,
          ["reject"] = function(message)
            message:reject("no such customer")
            error(errors.new(errors.CONFLICT, "too late to count"))
          end,
          ["reject without a word"] = function(message) message:reject() end,
          ["hopeless"] = function() return nil, errors.new{ message = "no such currency", kind = errors.INVALID, retryable = false } end,
          ["not there"] = function() return process.send("nobody", "work") end,
          ["denied"] = function() return nil, errors.new{ message = "you may not", kind = errors.PERMISSION_DENIED, retryable = false } end,
          ["gated"] = function()
            if not process.registry.lookup("allowed") then error(errors.new(errors.PERMISSION_DENIED, "you may not yet")) end
          end,
          ["gated fail"] = function()
            if not process.registry.lookup("allowed") then return nil, errors.new(errors.CONFLICT, "not yet") end
          end,
          ["exec"] = function(message)
            process.exec("queues.lua:helper", "app:processes")
            tell(kind(message:ack()))
          end,
          ["spawn"] = function() process.spawn("queues.lua:helper", "app:processes") end,
          ["header"] = function(message)
            local count = 0
            for _ in pairs(message:headers()) do count = count + 1 end
            tell(message:header("trace") .. " " .. count .. " " .. (message:header("none") == nil and "True" or "False"))
          end,
          ["identity"] = function()
            local actor = security.actor()
            tell((actor and actor:id() or "nobody") .. " " .. (ctx.get("tenant") or "nothing"))
          end,
        }

        local function wait()
          tell(process.pid())
          process.listen("go"):receive()
        end

        return { main = function(command)
          local message = queue.message()
          tell(command .. " " .. message:attempt())
          return (commands[command] or wait)(message)
        end }
        """;

    private const string Helper = """
        local queue = require("queue")

        return { main = function()
          local message, err = queue.message()
          process.send("witness", "seen", "helper " .. (message and message:attempt() or err:kind()))
          if message then message:ack() end
        end }
        """;

    private const string Publisher = """
        local queue = require("queue")

        return { main = function(id, data)
          local done, err = queue.publish(id, data, { trace = "t1" })
          return done and "done" or err:kind() .. ": " .. err:message()
        end }
        """;

    public static ArtelBuilder AddLuaHandlers(this ArtelBuilder artel) => artel
        .AddLuaSource("queues.lua:handler", Handler)
        .AddLuaSource("queues.lua:helper", Helper)
        .AddLuaSource("queues.lua:publisher", Publisher);
}
