using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers.Speed;

/// <summary>
/// Stands before the rules and asks for all that is made when it is first asked for, and then is there for everybody: what the compiler
/// binds, and what the rules share. Else the rule that happens to come first would be charged with it. It says what each of these took.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ForerunnerAnalyzer : DiagnosticAnalyzer
{
    private readonly List<(string Name, bool IsOfLua, bool IsOfRules, double Time)> _steps = [];

    /// <summary>What is made for all, and what that took in milliseconds.</summary>
    public IReadOnlyList<(string Name, bool IsOfLua, bool IsOfRules, double Time)> Steps => _steps;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new("SPEED", "Forerunner", "Forerunner", "Speed", DiagnosticSeverity.Hidden, isEnabledByDefault: true)];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Run);
    }

    private void Run(CompilationStartAnalysisContext start)
    {
        var compilation = start.Compilation;
        var cancellationToken = start.CancellationToken;
        var types = compilation.Assembly.GlobalNamespace.AllTypes().ToList();
        Measure("the compiler: attributes and signatures", isOfLua: false, isOfRules: false, () => types.ForEach(Bind));
        Measure("the compiler: operations of bodies", isOfLua: false, isOfRules: false, () =>
        {
            foreach (var tree in compilation.SyntaxTrees)
                BindBodies(compilation, tree, cancellationToken);
        });

        var symbols = ArtelSymbols.Find(compilation) ?? throw new InvalidOperationException("The sample does not use Artel.");
        var project = LuaProject.Of(start.Options);
        Measure("the rules: Lua files, parsed", isOfLua: true, isOfRules: true, () =>
        {
            foreach (var file in project.Files(cancellationToken))
                _ = file.Tree;
        });
        Measure("the rules: Lua files, nodes and names", isOfLua: true, isOfRules: true, () =>
        {
            foreach (var file in project.Files(cancellationToken))
                _ = (file.Nodes, file.ReadLocals, file.Functions, file.Definitions);
        });
        Measure("the rules: definitions of the project", isOfLua: false, isOfRules: true, () =>
        {
            var definitions = KnownDefinitions.Of(compilation, symbols, project);
            _ = (definitions.Ids.Count(), definitions.Payloads);
        });
    }

    private void Measure(string name, bool isOfLua, bool isOfRules, Action step)
    {
        var begin = ThreadTime.Now;
        step();
        _steps.Add((name, isOfLua, isOfRules, (ThreadTime.Now - begin) / 1e6));
    }

    private static void Bind(INamedTypeSymbol type)
    {
        _ = (type.GetAttributes(), type.AllInterfaces);
        foreach (var member in type.GetMembers())
        {
            _ = member.GetAttributes();
            if (member is IMethodSymbol method)
                foreach (var parameter in method.Parameters)
                    _ = (parameter.Type, parameter.GetAttributes());
        }
    }

    private static void BindBodies(Compilation compilation, SyntaxTree tree, CancellationToken cancellationToken)
    {
        // The model that the actions get too.
#pragma warning disable RS1030
        var model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(static node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)))
            if (node is BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AttributeSyntax or ParameterSyntax)
                model.GetOperation(node, cancellationToken);
    }
}
