using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers.Speed;

/// <summary>A project with many process classes and Lua files of usual shapes and lengths, each in a file, and with code that is neither.</summary>
internal sealed class SampleProject
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Artel;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private readonly SyntaxTree[] _trees;
    private readonly string[] _scripts;
    private readonly MetadataReference[] _references;

    public SampleProject(int classes, int scripts)
    {
        _trees = [Parse(Usings, "Usings.cs"), .. Enumerable.Range(0, classes).Select(number => Parse(Class(number, classes, scripts), $"P{Text(number)}.cs"))];
        _scripts = [.. Enumerable.Range(0, scripts).Select(number => Script(number, scripts))];
        _references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(IsOfProject).Select(static path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>The C# files.</summary>
    public int ClassFileCount => _trees.Length;

    /// <summary>A compilation that nothing was asked of yet. The trees are shared: parsing them is not what is measured.</summary>
    public CSharpCompilation Create() => CSharpCompilation.Create(
        "Sample",
        _trees,
        _references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: true));

    /// <summary>The Lua files, as texts that nobody has parsed.</summary>
    public AnalyzerOptions Options()
    {
        var files = _scripts.Select(static (text, number) => (AdditionalText)new LuaText($"/app/lua/script{Text(number)}.lua", SourceText.From(text))).ToImmutableArray();
        return new(files, new Places());
    }

    /// <summary>Fails where the classes do not compile: rules say less of what is half-written, and would be measured on less.</summary>
    public void Check()
    {
        if (Create().GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"The sample does not compile, so there is nothing to measure: {error}");
    }

    /// <summary>The platform and Artel: the analyzers of this program have types of Artel's names.</summary>
    private static bool IsOfProject(string path) => Path.GetFileName(path) is "Artel.dll" or ['S', 'y', 's', 't', 'e', 'm', '.', ..];

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Class(int number, int classes, int scripts) => $$"""
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
                _running.Add(pid, job);
            }
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

    private static string Script(int number, int scripts) => $$"""
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

    private sealed class LuaText(string path, SourceText text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    /// <summary>What the build says of where the files are.</summary>
    private sealed class Places : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Place(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Place("lua/" + Path.GetFileName(textFile.Path));
    }

    private sealed class Place(string? place) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_metadata.AdditionalFiles.ArtelLuaPath" ? place : null;
            return value is not null;
        }
    }
}
