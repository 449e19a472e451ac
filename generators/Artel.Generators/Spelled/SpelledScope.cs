using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Where the names in one plain type are looked up.</summary>
/// <param name="types">What was found already.</param>
/// <param name="self">The type.</param>
/// <param name="declaration">Its declaration.</param>
/// <param name="model">The model of its file.</param>
/// <param name="tellsNull">Whether a reference type without <c>?</c> says that it is not null.</param>
internal sealed class SpelledScope(SpelledTypes types, INamedTypeSymbol self, TypeDeclarationSyntax declaration, SemanticModel model, bool tellsNull)
{
    private string? _key;

    /// <summary>The type whose scope it is.</summary>
    public TypeDeclarationSyntax Declaration => declaration;

    /// <summary>The type that is spelled, with what it says of null; null where the compiler has to be asked.</summary>
    public ITypeSymbol? Find(TypeSyntax syntax)
    {
        switch (syntax)
        {
            case PredefinedTypeSyntax word:
                return SpecialTypeOf(word.Keyword.Kind()) is var special and not SpecialType.None ? Declared(types.Compilation.GetSpecialType(special)) : null;
            case NullableTypeSyntax nullable when Find(nullable.ElementType) is { } element:
                return element switch
                {
                    { IsValueType: true } => types.Compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(element),
                    { IsReferenceType: true } when tellsNull => element.WithNullableAnnotation(NullableAnnotation.Annotated),
                    _ => null,
                };
            case ArrayTypeSyntax { RankSpecifiers: { Count: 1 } ranks } array when ranks[0].Rank == 1 && Find(array.ElementType) is { } element:
                return Declared(types.Compilation.CreateArrayTypeSymbol(element, 1, element.NullableAnnotation));
            case IdentifierNameSyntax name:
                return Find(name.Identifier.ValueText, 0) is { } named ? Declared(named) : null;
            case GenericNameSyntax generic:
                return Construct(generic);
            default:
                return null;
        }
    }

    private ITypeSymbol? Construct(GenericNameSyntax generic)
    {
        var given = generic.TypeArgumentList.Arguments;
        var arguments = ImmutableArray.CreateBuilder<ITypeSymbol>(given.Count);
        foreach (var argument in given)
        {
            if (Find(argument) is not { } type)
                return null;
            arguments.Add(type);
        }

        if (Find(generic.Identifier.ValueText, given.Count) is not { } definition)
            return null;
        var all = arguments.MoveToImmutable();
        return Declared(definition.Construct(all, ImmutableArray.CreateRange(all, static argument => argument.NullableAnnotation)));
    }

    /// <summary>As in C#: the types of the innermost namespace first; then, by asking, the usings and the namespaces around it.</summary>
    private INamedTypeSymbol? Find(string name, int arity)
    {
        if (arity == 0 && name == self.Name)
            return self.OriginalDefinition;
        if (name.Length == 0)
            return null;
        var near = self.ContainingNamespace.GetTypeMembers(name, arity);
        return near.IsEmpty ? types.Find(_key ??= MakeKey(), name, arity, Look) : near.Length == 1 ? near[0] : null;
    }

    private INamedTypeSymbol? Look(string name, int arity)
    {
        // Words that are types only where nothing has the name.
        if (name is "dynamic" or "var" or "nint" or "nuint")
            return null;
        SimpleNameSyntax syntax = arity == 0
            ? SyntaxFactory.IdentifierName(name)
            : SyntaxFactory.GenericName(SyntaxFactory.Identifier(name), SyntaxFactory.TypeArgumentList(SyntaxFactory.SeparatedList<TypeSyntax>(
                Enumerable.Repeat(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.ObjectKeyword)), arity))));
        var found = model.GetSpeculativeSymbolInfo(declaration.Keyword.SpanStart, syntax, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol as INamedTypeSymbol;
        // An alias may stand for a type with arguments of its own.
        return found is { TypeKind: not TypeKind.Error, IsFileLocal: false } && found.Arity == arity && (arity > 0 || !found.IsGenericType) ? found.OriginalDefinition : null;
    }

    private ITypeSymbol Declared(ITypeSymbol type) => type.IsReferenceType && tellsNull ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type;

    /// <summary>What all files have in common in which a name means the same.</summary>
    private string MakeKey()
    {
        var key = new StringBuilder();
        for (var outer = declaration.Parent; outer is not null; outer = outer.Parent)
        {
            var usings = (outer as BaseNamespaceDeclarationSyntax)?.Usings ?? ((CompilationUnitSyntax)outer).Usings;
            foreach (var directive in usings)
            {
                if (!directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                    key.Append(directive).Append('\n');
            }

            if (outer is BaseNamespaceDeclarationSyntax space)
                key.Append(space.Externs).Append(space.Name).Append('\n');
            else
                key.Append(((CompilationUnitSyntax)outer).Externs);
        }

        return key.ToString();
    }

    private static SpecialType SpecialTypeOf(SyntaxKind keyword) => keyword switch
    {
        SyntaxKind.ObjectKeyword => SpecialType.System_Object,
        SyntaxKind.StringKeyword => SpecialType.System_String,
        SyntaxKind.BoolKeyword => SpecialType.System_Boolean,
        SyntaxKind.CharKeyword => SpecialType.System_Char,
        SyntaxKind.SByteKeyword => SpecialType.System_SByte,
        SyntaxKind.ByteKeyword => SpecialType.System_Byte,
        SyntaxKind.ShortKeyword => SpecialType.System_Int16,
        SyntaxKind.UShortKeyword => SpecialType.System_UInt16,
        SyntaxKind.IntKeyword => SpecialType.System_Int32,
        SyntaxKind.UIntKeyword => SpecialType.System_UInt32,
        SyntaxKind.LongKeyword => SpecialType.System_Int64,
        SyntaxKind.ULongKeyword => SpecialType.System_UInt64,
        SyntaxKind.FloatKeyword => SpecialType.System_Single,
        SyntaxKind.DoubleKeyword => SpecialType.System_Double,
        SyntaxKind.DecimalKeyword => SpecialType.System_Decimal,
        SyntaxKind.VoidKeyword => SpecialType.System_Void,
        _ => SpecialType.None,
    };
}
