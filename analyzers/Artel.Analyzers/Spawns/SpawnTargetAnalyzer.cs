using System.Collections.Concurrent;
using System.Collections.Immutable;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>
/// ART0203 and ART0204 in both languages: a start of a definition that there is not, or on a host that nobody adds. They need the whole
/// project, so they speak in the build.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpawnTargetAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public SpawnTargetAnalyzer() : base(RuleDescriptors.DefinitionIsUnknown, RuleDescriptors.HostIsUnknown) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        // Tests ask for what is not there on purpose, and their host adds one that they do not see.
        if (context.Compilation.GetTypeByMetadataName("Artel.Testing.ArtelTestHost") is not null)
            return;
        var project = LuaProject.Of(context.Options);
        var definitions = KnownDefinitions.Of(context.Compilation, symbols, project);
        var setup = new RuntimeSetup();
        var calls = new ConcurrentBag<(IOperation Place, string Text, bool IsHost)>();
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                setup.Look(call, operation.CancellationToken);
                if (SpawnCall.Of(call) is not { } spawn)
                    return;
                if (ConstantText.Of(spawn.Id, operation.CancellationToken) is { } id)
                    calls.Add((spawn.Id, id, false));
                if (spawn.Host is { } given && ConstantText.Of(given, operation.CancellationToken) is { } host)
                    calls.Add((given, host, true));
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            var judge = new Judge(end.Compilation, setup, definitions);
            foreach (var (place, text, isHost) in calls)
                if ((isHost ? judge.OfHost(text) : judge.OfDefinition(text)) is var (rule, properties, arguments))
                    end.ReportDiagnostic(Diagnostic.Create(rule, place.Syntax.GetLocation(), properties, arguments));
            foreach (var file in project.Files(end.CancellationToken))
                judge.Look(new LuaFileAnalysis(file, project, end.ReportDiagnostic, end.CancellationToken));
        });
    }

    /// <summary>What is said of an id, when all is known that can be.</summary>
    private sealed class Judge
    {
        private readonly HashSet<string>? _definitions;
        private readonly HashSet<string> _namespaces;
        private readonly IReadOnlyCollection<string>? _hosts;
        private readonly bool _isLibrary;

        public Judge(Compilation compilation, RuntimeSetup setup, KnownDefinitions definitions)
        {
            _isLibrary = compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule;
            _hosts = _isLibrary ? null : setup.Hosts;
            _definitions = setup.Definitions is { } added && ReferencedDefinitions.Ids(compilation) is { } referenced
                ? new(definitions.Ids.Concat(added).Concat(referenced), StringComparer.Ordinal)
                : null;
            _namespaces = new((_definitions ?? []).Select(NamespaceOf), StringComparer.Ordinal);
        }

        /// <summary>A library starts definitions of the application too, so there only those of a namespace of its own are known.</summary>
        public Verdict? OfDefinition(string id) =>
            _definitions is null || _definitions.Contains(id) || !DefinitionId.IsValid(id) || (_isLibrary && !_namespaces.Contains(NamespaceOf(id)))
                ? null
                : Verdict.Of(RuleDescriptors.DefinitionIsUnknown, id, _definitions);

        public Verdict? OfHost(string id) =>
            _hosts is null || _hosts.Contains(id) || !DefinitionId.IsValid(id) ? null : Verdict.Of(RuleDescriptors.HostIsUnknown, id, _hosts);

        public void Look(LuaFileAnalysis file)
        {
            foreach (var call in LuaSpawnCall.In(file.Nodes))
            {
                Report(call.Id, OfDefinition);
                if (call.Host is { } host)
                    Report(host, OfHost);
            }

            void Report(LuaExpression place, Func<string, Verdict?> judge)
            {
                if (LuaValues.StringOf(place) is { } text && judge(text) is var (rule, properties, arguments))
                    file.Report(rule, LuaValues.Unwrap(place).Span, properties, arguments);
            }
        }

        private static string NamespaceOf(string id) => id.Substring(0, Math.Max(id.IndexOf(':'), 0));
    }

    private sealed record Verdict(DiagnosticDescriptor Rule, ImmutableDictionary<string, string?> Properties, object[] Arguments)
    {
        public static Verdict Of(DiagnosticDescriptor rule, string id, IReadOnlyCollection<string> known) =>
            new(rule, LuaSpelling.Nearest(id, known), [id, Spelling.Proposal(id, known)]);
    }
}
