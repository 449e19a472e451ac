using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>What all marked declarations of a compilation were read as, in their order.</summary>
/// <param name="Processes">The process classes.</param>
/// <param name="Supervisors">The supervisor classes.</param>
/// <param name="Functions">The functions and consumers of queues.</param>
/// <param name="Payloads">The marked payload types.</param>
internal sealed record MarkedReadings(
    EquatableArray<ProcessReading> Processes,
    EquatableArray<SupervisorReading> Supervisors,
    EquatableArray<FunctionReading> Functions,
    EquatableArray<MarkedReading> Payloads)
{
    private static readonly Remembered<DeclarationReading> Readings = new();

    public static MarkedReadings Of(Compilation compilation, CancellationToken cancelled)
    {
        var processes = ImmutableArray.CreateBuilder<ProcessReading>();
        var supervisors = ImmutableArray.CreateBuilder<SupervisorReading>();
        var functions = ImmutableArray.CreateBuilder<FunctionReading>();
        var payloads = ImmutableArray.CreateBuilder<MarkedReading>();
        var hasAlias = compilation.SyntaxTrees.Any(tree => TreeMarks.Of(tree, cancelled).IsAliasForAll);
        var surface = CompilationSurface.Of(compilation, cancelled);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var marks = TreeMarks.Of(tree, cancelled);
            foreach (var node in hasAlias ? marks.Attributed : marks.Spelled)
            {
                var reading = Readings.Get(
                    node, surface, sources => Read(node, compilation, hasAlias || marks.HasAlias, sources, cancelled), static reading => !reading.HasProblems, cancelled);
                if (reading.Process is { } process)
                    processes.Add(process);
                if (reading.Supervisor is { } supervisor)
                    supervisors.Add(supervisor);
                if (reading.Function is { } function)
                    functions.Add(function);
                if (reading.Payload is { } payload)
                    payloads.Add(payload);
            }
        }

        return new(new(processes.ToImmutable()), new(supervisors.ToImmutable()), new(functions.ToImmutable()), new(payloads.ToImmutable()));
    }

    private static DeclarationReading Read(
        MemberDeclarationSyntax node, Compilation compilation, bool hasAlias, ReadSources sources, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var reading = new DeclarationReading();
        // First of all, since it makes each look-up of a name cheaper.
        var known = KnownTypes.Of(compilation);
        var model = known.Spelled.ModelOf(node.SyntaxTree);
        if (model.GetDeclaredSymbol(node, cancelled) is not { } symbol)
            return reading;
        var scope = !hasAlias && node is TypeDeclarationSyntax type ? known.Spelled.ScopeOf((INamedTypeSymbol)symbol, type) : null;
        if (!hasAlias && PlainProcess.IdOf(node, model, scope) is { } plain)
        {
            reading.Process = (scope is null ? null : SpelledProcess.Read((INamedTypeSymbol)symbol, plain, scope, known, sources, cancelled))
                ?? ProcessReader.Read(new(node, symbol, null, plain, compilation), sources, cancelled);
            return reading;
        }

        foreach (var attribute in symbol.GetAttributes())
        {
            // Those of other parts are read there.
            if (Marks.Find(attribute.AttributeClass) is not { } mark
                || attribute.ApplicationSyntaxReference is not { } place || place.SyntaxTree != node.SyntaxTree || !node.Span.Contains(place.Span))
                continue;
            var declaration = new MarkedDeclaration(node, symbol, attribute, attribute.ConstructorArguments.FirstOrDefault().Value as string, compilation);
            switch (mark)
            {
                case Mark.Process when node is TypeDeclarationSyntax:
                    reading.Process ??= ProcessReader.Read(declaration, sources, cancelled);
                    break;
                case Mark.Supervisor when node is TypeDeclarationSyntax:
                    reading.Supervisor ??= SupervisorReader.Read(declaration, sources);
                    break;
                case Mark.Function or Mark.QueueConsumer when node is MethodDeclarationSyntax:
                    reading.Function ??= FunctionReader.Read(declaration, mark, sources, cancelled);
                    break;
                case Mark.Payload:
                    reading.Payload ??= PayloadReading.Read(declaration, sources);
                    break;
            }
        }

        return reading;
    }

    /// <summary>What one declaration was read as: mostly one thing; nothing where its attributes only look so.</summary>
    private sealed class DeclarationReading
    {
        public ProcessReading? Process { get; set; }

        public SupervisorReading? Supervisor { get; set; }

        public FunctionReading? Function { get; set; }

        public MarkedReading? Payload { get; set; }

        /// <summary>A problem says where it is, which changes with each line above it.</summary>
        public bool HasProblems =>
            Process is { Problems.Count: > 0 } || Supervisor is { Problems.Count: > 0 } || Function is { Problems.Count: > 0 } || Payload is { Problems.Count: > 0 };
    }
}
