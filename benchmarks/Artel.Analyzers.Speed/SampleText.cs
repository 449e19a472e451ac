namespace Artel.Analyzers.Speed;

/// <summary>Files of usual shapes and lengths.</summary>
internal static class SampleText
{
    /// <summary>How many classes of helpers there are for all.</summary>
    public const int Routes = 20;

    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Artel;
        """;

    /// <summary>A process with what it sends, a helper of its own that goes on to those of all, and code that knows nothing of processes.</summary>
    public static string Class(int number, int classes, int scripts) => $$"""
        namespace App;

        [Payload]
        public sealed record Job{{number}}(int Id, string Text, IReadOnlyList<string> Tags);

        public sealed record Result{{number}}(int Id, double Seconds, Job{{number}}? Next);

        /// <summary>Keeps jobs and gives them to workers.</summary>
        [Process("app:p{{number}}")]
        [Permission(Permissions.Send)]
        [Permission(Permissions.Spawn, "app:*")]
        [Permission(Permissions.SpawnMonitored, "app:*")]
        [Permission(Permissions.Host, "app:processes")]
        [Permission(Permissions.Cancel)]
        [Permission(Permissions.RegistryRegister, "app.p{{number}}")]
        public sealed partial class P{{number}}([Argument] string name, [Argument] int limit, Storage{{number}} storage)
        {
            private const string Host = "app:processes";
            private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
            private readonly Dictionary<Pid, Job{{number}}> _running = [];
            private readonly Queue<Job{{number}}> _waiting = [];
            private int _done;

            private ProcessContext Process => throw new InvalidOperationException(name);

            [OnMessage("job")]
            private void Take(Job{{number}} job, Message message)
            {
                if (_running.Count >= limit)
                {
                    _waiting.Enqueue(job);
                    return;
                }

                Start(job);
                if (message.From is { } from)
                    Process.TrySend(from, "taken", job.Id);
            }

            [OnMessage("result")]
            private async Task FinishAsync(Result{{number}} result, CancellationToken cancelled)
            {
                _done++;
                await storage.SaveAsync(result, cancelled);
                var total = storage.Totals.Where(total => total.Key.StartsWith(name, StringComparison.Ordinal)).Sum(total => total.Value);
                if (total > 100 && _waiting.TryDequeue(out var next))
                    Start(next);
                Process.Send("app.p{{(number + 1) % classes}}", "total", total);
            }

            [OnMessage("count")]
            private int Count() => _done;

            [OnExit]
            private void Ended(ExitEvent exit)
            {
                if (exit.From is null || !_running.Remove(exit.From, out var job))
                    return;
                if (exit.Error is { } error && error.Kind != ErrorKind.Canceled)
                    _waiting.Enqueue(job);
            }

            [OnCancel]
            private void Stop()
            {
                foreach (var pid in _running.Keys)
                    Process.Cancel(pid, Timeout);
            }

            private void Start(Job{{number}} job)
            {
                object?[] arguments = [job.Text, job.Tags.Count];
                var pid = Process.SpawnMonitored("app:p{{(number + 7) % classes}}", Host, arguments);
                var script = Process.Spawn("app:script{{number % scripts}}", Host, new object?[] { job.Id });
                Process.Send(script, "scale", job);
                Uploads{{number}}.Push(Process, pid, job.Text);
                _running.Add(pid, job);
            }
        }

        public static class Uploads{{number}}
        {
            public static void Push(ProcessContext process, Pid to, string topic)
            {
                if (Note(process, to, topic))
                    Routes{{number % Routes}}.Take(process, to, topic);
            }

            private static bool Note(ProcessContext process, Pid to, string topic) => process.TrySend(to, "note", topic);
        }

        /// <summary>What is no process: most code of an application is not.</summary>
        public sealed class Storage{{number}}
        {
            private readonly Dictionary<string, double> _totals = [];

            public IReadOnlyDictionary<string, double> Totals => _totals;

            public async Task SaveAsync(Result{{number}} result, CancellationToken cancelled)
            {
                await Task.Delay(1, cancelled);
                var key = string.Join('.', "results", result.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
                _totals[key] = _totals.TryGetValue(key, out var seconds) ? seconds + result.Seconds : result.Seconds;
                if (_totals.Count > 1_000)
                {
                    foreach (var (old, _) in _totals.OrderBy(total => total.Value).Take(100).ToList())
                        _totals.Remove(old);
                }
            }
        }
        """;

    /// <summary>Helpers of all processes, in a ring: each calls the next.</summary>
    public static string Route(int number, int classes) => $$"""
        namespace App;

        public static class Routes{{number}}
        {
            public static void Take(ProcessContext process, Pid to, string topic)
            {
                if (topic.Length > {{number}})
                    Give(process, to, topic);
                Routes{{(number + 1) % Routes}}.Take(process, to, "next");
                Start(process, "app:p{{number % classes}}", topic.Length);
            }

            public static void Give(ProcessContext process, Pid to, string topic)
            {
                process.Send(to, topic, topic.Length);
                Routes{{(number + 1) % Routes}}.Give(process, to, "given");
            }

            public static Pid Start(ProcessContext process, string id, int limit) =>
                limit > 0 ? Routes{{(number + 1) % Routes}}.Start(process, id, limit - 1) : process.Spawn(id, "app:processes", new object?[] { "name", limit });
        }
        """;

    /// <summary>A definition in Lua.</summary>
    public static string Script(int number, int scripts, int modules) => $$"""
        ---@process app:script{{number}}
        ---@permission process.send *
        ---@permission process.spawn app:*
        ---@permission process.spawn.monitored app:*
        ---@permission process.host app:processes
        ---@message scale { id: integer, text: string, tags: string[] }
        ---@message stop

        -- Scales what it is given, by workers of its own.
        local time = require("time")
        local json = require("json")
        local jobs = require("lua.module{{number % modules}}")

        local HOST = "app:processes"
        local LIMIT = 16

        local running, waiting = {}, {}

        local function size_of(job)
          local size = #job.text
          for _, tag in ipairs(job.tags or {}) do
            size = size + #tag
          end
          return size
        end

        local function start(job)
          local pid, err = process.spawn_monitored("app:script{{(number + 3) % scripts}}", HOST, job.id)
          if not pid then
            print("no worker: " .. tostring(err))
            return false
          end
          running[pid] = job
          process.send(pid, "scale", { id = job.id, text = job.text:upper(), tags = job.tags })
          jobs.push(pid, "scale", job)
          return true
        end

        local function take(message)
          local job = message:payload()
          if type(job) ~= "table" or size_of(job) > 4096 then
            process.send(message:from(), "refused", { id = job and job.id, why = "too large" })
            return
          end
          local count = 0
          for _ in pairs(running) do
            count = count + 1
          end
          if count >= LIMIT or not start(job) then
            waiting[#waiting + 1] = job
          end
        end

        local handlers = {
          scale = take,
          stop = function()
            for pid in pairs(running) do
              process.send(pid, "stop")
            end
          end,
        }

        ---@param id integer?
        local function main(id)
          local inbox, events = process.inbox(), process.events()
          local tick = time.after("5s")
          while true do
            local result = channel.select { inbox:case_receive(), events:case_receive(), tick:case_receive() }
            if result.channel == inbox then
              local handler = handlers[result.value:topic()]
              if handler then
                handler(result.value)
              end
            elseif result.channel == events then
              if result.value.kind == process.event.EXIT then
                running[result.value.from] = nil
              end
              if result.value.kind == process.event.CANCEL then
                return json.encode({ done = id, left = #waiting })
              end
            else
              tick = time.after("5s")
            end
          end
        end

        return { main = main }
        """;

    /// <summary>A module of those definitions, which requires the next one.</summary>
    public static string Module(int number, int modules)
    {
        var (require, push) = number + 1 < modules
            ? ($"local next_module = require(\"lua.module{number + 1}\")", "next_module.push(pid, topic, job)")
            : ("-- The last one.", "M.note(pid, \"end\")");
        return $$"""
            {{require}}

            local M = {}

            function M.note(pid, topic)
              process.send(pid, "note", { topic = topic })
            end

            function M.worker(id, job)
              local pid, err = process.spawn(id, "app:processes", job.id)
              if not pid then
                print("no worker: " .. tostring(err))
              end
              return pid
            end

            function M.push(pid, topic, job)
              M.note(pid, topic)
              {{push}}
              return M.worker("app:script{{number}}", job)
            end

            return M
            """;
    }
}
