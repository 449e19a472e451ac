using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>
/// The text that a value always is: the compiler's own constants, and of locals and static readonly fields those that are set once, to a
/// constant.
/// </summary>
internal static class ConstantText
{
    public static string? Of(IOperation value, CancellationToken cancellationToken) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } reference => OfLocal(reference, local, cancellationToken),
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } => OfField(value, field, cancellationToken),
        _ => null,
    };

    private static string? OfLocal(ILocalReferenceOperation reference, ILocalSymbol local, CancellationToken cancellationToken) =>
        Initializer(reference, local, cancellationToken) is { } text && !LocalWrites.AreOf(reference, local) ? text : null;

    private static string? OfField(IOperation reference, IFieldSymbol field, CancellationToken cancellationToken) =>
        field.ContainingType.StaticConstructors.All(static constructor => constructor.IsImplicitlyDeclared)
            ? Initializer(reference, field, cancellationToken)
            : null;

    private static string? Initializer(IOperation reference, ISymbol variable, CancellationToken cancellationToken)
    {
        if (variable.DeclaringSyntaxReferences is not { Length: 1 } declarations ||
            declarations[0].GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } value })
        {
            return null;
        }

        // Of another file only the text is at hand, and asking for its meaning on each key press is not worth it.
        if (reference.SemanticModel is { } model && model.SyntaxTree == value.SyntaxTree)
            return model.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: string text } ? text : null;
        return value is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
            ? literal.Token.ValueText
            : null;
    }
}
