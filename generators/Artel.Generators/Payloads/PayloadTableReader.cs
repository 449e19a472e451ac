using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Reads a class or struct that crosses as a table of its members; null when it can't be made again from them.</summary>
internal sealed class PayloadTableReader(KnownTypes known)
{
    public PayloadTypeReading? Read(INamedTypeSymbol type)
    {
        if (!CanBeTable(type))
            return null;
        var open = Members(type);
        if (ChooseConstructor(type, open) is not { } constructor)
            return null;

        var members = open
            .Select(member => (Symbol: member, Parameter: ParameterFor(constructor, member)))
            .Where(member => member.Parameter is not null || IsSettable(member.Symbol))
            .ToList();
        if (members.Count == 0 && !type.IsRecord && type.Attribute(known.PayloadAttribute) is null)
            return null;
        if (members.Exists(member => !known.CanName(TypeOf(member.Symbol)) || TypeOf(member.Symbol).IsRefLikeType))
            return null;

        var models = members.ConvertAll(member => Model(member.Symbol, member.Parameter, constructor));
        if (models.Select(static model => model.Key).Distinct().Count() < models.Count)
            return null;

        var order = constructor.Parameters.Select(parameter => members.FindIndex(member => SymbolEqualityComparer.Default.Equals(member.Parameter, parameter)));
        return new(
            new(type.Plain(), type.Name, PayloadShape.Table, type.IsReferenceType, "", models.ToEquatableArray(), order.ToEquatableArray(), default),
            [.. members.Select(static member => TypeOf(member.Symbol).NullableValue() ?? TypeOf(member.Symbol))]);
    }

    private bool CanBeTable(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false, IsRefLikeType: false, IsTupleType: false, IsAnonymousType: false }
        && !type.Implements(known.Enumerable)
        && !type.Implements(known.Disposable)
        && !type.Inherits(known.Exception)
        && !type.Inherits(known.Task)
        && !IsProcess(type);

    private bool IsProcess(INamedTypeSymbol type) => known.IsOwn(type) && type.Attribute(known.ProcessAttribute) is not null;

    /// <summary>The open members, those of base classes first; what is overridden or hidden counts once, as what is furthest down.</summary>
    private List<ISymbol> Members(INamedTypeSymbol type)
    {
        var members = new List<ISymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            var own = current.GetMembers().Where(member => IsReadable(member) && !members.Exists(lower => lower.Name == member.Name)).ToList();
            members.InsertRange(0, own);
        }

        return members;
    }

    private bool IsReadable(ISymbol member) =>
        member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
        && member switch
        {
            IPropertySymbol property => property is { IsIndexer: false, ReturnsByRef: false, ReturnsByRefReadonly: false, GetMethod: { } get }
                && known.IsOpen(get) && Marked(property, known.JsonIgnore) is null,
            IFieldSymbol field => Marked(field, known.JsonIgnore) is null,
            _ => false,
        };

    private bool IsSettable(ISymbol member) => member switch
    {
        IPropertySymbol property => property.SetMethod is { } set && known.IsOpen(set),
        IFieldSymbol field => !field.IsReadOnly,
        _ => false,
    };

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    /// <summary>The longest open constructor whose every parameter is a member.</summary>
    private IMethodSymbol? ChooseConstructor(INamedTypeSymbol type, List<ISymbol> members) => type.InstanceConstructors
        .Where(constructor => known.IsOpen(constructor) && constructor.Parameters.All(parameter => members.Exists(member => Fits(parameter, member))))
        .OrderByDescending(static constructor => constructor.Parameters.Length)
        .FirstOrDefault();

    private static IParameterSymbol? ParameterFor(IMethodSymbol constructor, ISymbol member) =>
        constructor.Parameters.FirstOrDefault(parameter => Fits(parameter, member));

    private static bool Fits(IParameterSymbol parameter, ISymbol member) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(parameter.Type, TypeOf(member));

    private PayloadMemberModel Model(ISymbol member, IParameterSymbol? parameter, IMethodSymbol constructor)
    {
        var type = parameter?.Type ?? TypeOf(member);
        var isRequired = member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } && constructor.Attribute(known.SetsRequiredMembers) is null;
        var takesNull = type.TakesNull() || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None };
        var absent = parameter is null ? null : Literals.DefaultOf(parameter);
        var missing = absent is not null ? MissingMember.Default
            : parameter is null && !isRequired && HasInitializer(member) ? MissingMember.Initial
            : takesNull ? MissingMember.Default
            : MissingMember.Error;
        return new(
            TypeNames.Identifier(member.Name),
            Key(member),
            type.Underlying(),
            type.NullableValue() is not null,
            type.IsReferenceType || type.NullableValue() is not null,
            takesNull,
            missing,
            absent ?? "null",
            parameter is not null,
            parameter is null || isRequired,
            isRequired);
    }

    private string Key(ISymbol member) =>
        Marked(member, known.JsonPropertyName) is { ConstructorArguments.Length: 1 } named
        && named.ConstructorArguments[0].Value is string name ? name : SnakeCase.Of(member.Name);

    /// <summary>A member's attribute; the many members that have none written at them are not even bound for it.</summary>
    private static AttributeData? Marked(ISymbol member, ITypeSymbol? attribute)
    {
        var syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return syntax is MemberDeclarationSyntax { AttributeLists.Count: 0 } or ParameterSyntax { AttributeLists.Count: 0 } ? null : member.Attribute(attribute);
    }

    /// <summary>Whether a new object has another value than the type's default in it; known of this assembly's types only.</summary>
    private static bool HasInitializer(ISymbol member) => member.DeclaringSyntaxReferences.Any(static reference =>
        reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null } or VariableDeclaratorSyntax { Initializer: not null });
}
