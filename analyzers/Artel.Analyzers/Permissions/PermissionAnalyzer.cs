using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0101 to ART0104 in C#: what a process class does against what it declares.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PermissionAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public PermissionAnalyzer() : base(
        RuleDescriptors.PermissionIsMissing,
        RuleDescriptors.PermissionIsTooNarrow,
        RuleDescriptors.PermissionIsUnused,
        RuleDescriptors.PermissionMayBeTooNarrow) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        var graph = MethodGraph.Of(context.Compilation);
        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                if (ProcessDeclarations.Of(type, symbols) is not { } declarations)
                    return;
                var process = new Process(type, declarations, graph);
                start.RegisterOperationAction(process.Look, OperationFacts.Kinds);
                start.RegisterSymbolEndAction(process.End);
            },
            SymbolKind.NamedType);
    }

    /// <summary>One process class while it is looked at, from several threads.</summary>
    private sealed class Process(INamedTypeSymbol type, ProcessDeclarations declarations, MethodGraph graph)
    {
        private readonly DeclaredPermission[] _declared = [.. declarations.Permissions.Select(static declared => declared.Permission)];
        private readonly ConcurrentBag<PermissionNeed> _needs = [];
        private volatile bool _isOpaque;

        public void Look(OperationAnalysisContext context)
        {
            if (context.Operation.SemanticModel is { } model)
                graph.Use(model);
            var facts = OperationFacts.Read(context.Operation, context.CancellationToken);
            _isOpaque |= facts.IsOpaque;
            if (facts.Needs.IsEmpty && facts.Call is null)
                return;
            var function = MethodGraph.NameOfMember(context.ContainingSymbol);
            foreach (var need in facts.Needs.Concat(Behind(facts.Call, context.CancellationToken)))
                Judge(need.Behind(function, []), context.Operation, context.ReportDiagnostic);
        }

        public void End(SymbolAnalysisContext context)
        {
            LookAtBases(context);
            if (_isOpaque)
                return;
            foreach (var (permission, attribute) in declarations.Permissions)
                if (attribute.ApplicationSyntaxReference is { } syntax && IsOfType(syntax, context.CancellationToken) && !_needs.Any(need => permission.MayServe(need, _declared)))
                    context.ReportDiagnostic(Diagnostic.Create(
                        RuleDescriptors.PermissionIsUnused, Location.Create(syntax.SyntaxTree, syntax.Span), type.Name, permission));
        }

        /// <summary>Of the bases' methods those that the runtime calls; the others only if they are called.</summary>
        private void LookAtBases(SymbolAnalysisContext context)
        {
            for (var declaring = type.BaseType; declaring is { SpecialType: SpecialType.None }; declaring = declaring.BaseType)
            {
                _isOpaque |= declaring.DeclaringSyntaxReferences.IsEmpty;
                foreach (var method in declaring.OriginalDefinition.GetMembers().OfType<IMethodSymbol>().Where(IsCalledByRuntime))
                {
                    var reach = graph.Of(method, context.CancellationToken);
                    _isOpaque |= reach.IsOpaque;
                    foreach (var need in reach.Needs)
                        Judge(need, null, context.ReportDiagnostic);
                }
            }
        }

        private bool IsCalledByRuntime(IMethodSymbol method) => method switch
        {
            { MethodKind: MethodKind.Constructor } => true,
            { IsAbstract: true } => false,
            { IsVirtual: true } or { IsOverride: true } when IsOverridden(method) => false,
            { IsOverride: true } or { Name: "Dispose" or "DisposeAsync" } => true,
            _ => method.GetAttributes().Any(static attribute => attribute.AttributeClass?.ContainingNamespace is { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true }),
        };

        private bool IsOverridden(IMethodSymbol method)
        {
            for (var lower = type; lower is not null && !SymbolEqualityComparer.Default.Equals(lower.OriginalDefinition, method.ContainingType); lower = lower.BaseType)
                foreach (var other in lower.GetMembers(method.Name).OfType<IMethodSymbol>())
                    if (SymbolEqualityComparer.Default.Equals(other.OverriddenMethod?.OriginalDefinition, method))
                        return true;
            return false;
        }

        private IEnumerable<PermissionNeed> Behind(FunctionCall<IMethodSymbol>? call, CancellationToken cancellationToken)
        {
            // The class's own methods are looked at where they stand.
            if (call is null || SymbolEqualityComparer.Default.Equals(call.Callee.ContainingType, type.OriginalDefinition))
                return [];
            var reach = graph.Of(call.Callee, cancellationToken);
            _isOpaque |= reach.IsOpaque;
            return reach.Needs.Select(need => need with { Resource = need.Resource.With(call.Arguments) });
        }

        /// <summary>Judges what an operation of the class needs; null for one of a base class.</summary>
        private void Judge(PermissionNeed need, IOperation? operation, Action<Diagnostic> report)
        {
            if (need.IsSpared(declarations.Id))
                return;
            _needs.Add(need);
            if (PermissionVerdict.Of(type.Name, need, _declared) is var (rule, arguments))
                report(Diagnostic.Create(rule, operation is null ? type.Locations[0] : PlaceOf(operation), PermissionProperties.Of(need), arguments));
        }

        private bool IsOfType(SyntaxReference attribute, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(part =>
            part.SyntaxTree == attribute.SyntaxTree && part.GetSyntax(cancellationToken).Span.Contains(attribute.Span));

        /// <summary>The name of what is called, without its arguments and the calls before it: they may be many lines.</summary>
        private static Location PlaceOf(IOperation operation) => operation.Syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax } chained } => chained.Name.GetLocation(),
            InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
            ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
            var syntax => syntax.GetLocation(),
        };
    }
}
