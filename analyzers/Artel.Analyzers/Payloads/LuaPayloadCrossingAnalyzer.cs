using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0005 in Lua files: functions, channels and other objects of the runtime in what is sent or given to a started process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaPayloadCrossingAnalyzer : LuaAnalyzer
{
    // Tables in tables; deeper ones nobody writes.
    private const int MaxDepth = 20;

    /// <summary>Objects that belong to their process. Errors cross.</summary>
    private static readonly HashSet<string> Objects = new(StringComparer.Ordinal)
    {
        "channel.Channel", "process.Message", "process.Spawner", "time.Timer", "time.Ticker",
    };

    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaPayloadCrossingAnalyzer() : base(RuleDescriptors.PayloadCanNotCross) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        if (file.Tree.Errors.Count > 0)
            return;
        foreach (var node in file.Nodes)
        {
            var (name, values) = Given(node);
            for (var i = 0; i < values.Count; i++)
                Check(file, values[i], $"{name}[{i + 1}]", 0);
        }
    }

    private static (string Name, IReadOnlyList<LuaExpression> Values) Given(LuaNode node) => node switch
    {
        _ when LuaSpawnCall.Of(node) is { } spawn => ("argument", spawn.Arguments),
        LuaCallExpression { Arguments.Count: > 2 } call when LuaPaths.Of(call.Target) is "process.send" or "process.ask" => ("payload", [.. call.Arguments.Skip(2)]),
        LuaMethodCallExpression { Method.Text: "with_message", Arguments.Count: > 1 } call when LuaSpawners.Are(call.Target) => ("payload", [.. call.Arguments.Skip(1)]),
        LuaMethodCallExpression { Method.Text: "reply", Arguments.Count: > 0 } call when LuaObjects.ClassOf(call.Target) == "process.Message" => ("payload", call.Arguments),
        _ => (string.Empty, []),
    };

    private static void Check(LuaFileAnalysis file, LuaExpression value, string path, int depth)
    {
        if (WhyNot(file, value) is { } reason)
        {
            file.Report(RuleDescriptors.PayloadCanNotCross, LuaValues.Unwrap(value).Span, path, reason);
        }
        else if (LuaValues.Unwrap(value) is LuaTableExpression table && depth < MaxDepth)
        {
            var item = 0;
            foreach (var field in table.Fields)
                Check(file, field.Value, field.Name is { } name ? $"{path}.{name.Text}" : field.Key is null ? $"{path}[{++item}]" : $"{path}[...]", depth + 1);
        }
    }

    private static string? WhyNot(LuaFileAnalysis file, LuaExpression value) =>
        file.File.Functions.Resolve(value) is not null ? "it is a function"
        : LuaObjects.ClassOf(value) is { } type && Objects.Contains(type) ? $"it is a {type.Substring(type.IndexOf('.') + 1).ToLowerInvariant()}, which belongs to its process alone"
        : null;
}
