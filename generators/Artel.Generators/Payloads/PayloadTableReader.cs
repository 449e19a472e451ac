using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Reads a class or struct that crosses as a table of its members; null when it can't be made again from them.</summary>
internal sealed class PayloadTableReader(KnownTypes known)
{
    /// <param name="type">The type.</param>
    /// <param name="why">Why it can't.</param>
    public PayloadTypeReading? Read(INamedTypeSymbol type, out string why)
    {
        why = WhyNoTable(type) ?? "";
        if (why.Length > 0)
            return null;
        var open = Members(type);
        if (ChooseConstructor(type, open) is not { } constructor)
            return Fail("it has no constructor whose every parameter is also a public member of the same name and type", out why);

        var members = open
            .Select(member => (Symbol: member, Parameter: ParameterFor(constructor, member)))
            .Where(member => member.Parameter is not null || IsSettable(member.Symbol))
            .ToList();
        if (members.Count == 0 && !type.IsRecord && type.Attribute(known.PayloadAttribute) is null)
            return Fail("it has no public member that can be set", out why);
        // A marked type is told of each such member; another one is just not for crossing.
        var hidden = members.Find(member => !known.CanName(TypeOf(member.Symbol)) || TypeOf(member.Symbol).IsRefLikeType);
        if (hidden.Symbol is not null)
            return Fail($"its member '{hidden.Symbol.Name}' has a type that generated code can't name", out why);

        var names = new PayloadNames(type, known);
        var models = members.ConvertAll(member => Model(member.Symbol, member.Parameter, constructor, names));
        var kind = PayloadKinds.Of(type, known, out var bases);
        var keys = models.Select(static model => model.Key).Concat(kind.Length > 0 ? ["kind"] : []);
        if (keys.GroupBy(static key => key).FirstOrDefault(static same => same.Count() > 1) is { } twice)
            return Fail($"two of its fields would be named '{twice.Key}'; give one another name by [PayloadName]", out why);

        var order = constructor.Parameters.Select(parameter => members.FindIndex(member => SymbolEqualityComparer.Default.Equals(member.Parameter, parameter)));
        return new(
            new(type.Plain(), type.Name, PayloadShape.Table, type.IsReferenceType, "", models.ToEquatableArray(), order.ToEquatableArray(), default)
            {
                Kind = kind,
                Bases = bases,
                HasSubtypes = type is { IsReferenceType: true, IsSealed: false },
                IsMadeFirst = type.IsReferenceType && members.TrueForAll(member => member.Parameter is null && IsSettableLater(member.Symbol)),
            },
            [.. members.Select(static member => TypeOf(member.Symbol).NullableValue() ?? TypeOf(member.Symbol))]);
    }

    private static PayloadTypeReading? Fail(string reason, out string why)
    {
        why = reason;
        return null;
    }

    private string? WhyNoTable(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => "it is neither class, struct nor enum",
        { IsAbstract: true } => "it is abstract; mark it [Payload], and its subtypes",
        { IsStatic: true } or { IsRefLikeType: true } or { IsTupleType: true } or { IsAnonymousType: true } => "no object of it can be kept",
        _ when type.Implements(known.Enumerable) => "it is a collection that no codec is known for; use List<T>, Dictionary<TKey, TValue> or one of their interfaces",
        _ when type.Implements(known.Disposable) => "it is IDisposable: what it holds can't be copied",
        _ when type.Inherits(known.Exception) => "it is an exception; a ProcessException crosses",
        _ when type.Inherits(known.Task) => "it is a task; its result can cross",
        _ when IsProcess(type) => "it is a process; its Pid crosses",
        _ => null,
    };

    private bool IsProcess(INamedTypeSymbol type) => known.IsOwn(type) && type.Attribute(known.ProcessAttribute) is not null;

    /// <summary>The open members, those of base classes first; what is overridden or hidden counts once, as what is furthest down.</summary>
    private List<ISymbol> Members(INamedTypeSymbol type)
    {
        if (PositionalMembers(type) is { } positional)
            return positional.FindAll(IsReadable);
        var members = new List<ISymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            var own = current.GetMembers().Where(member => IsReadable(member) && !members.Exists(lower => lower.Name == member.Name)).ToList();
            members.InsertRange(0, own);
        }

        return members;
    }

    /// <summary>
    /// The members of a record that is nothing but its parameters; null for other types. They are asked for by name, since of all members
    /// the compiler would first put the many that it makes itself in order.
    /// </summary>
    private static List<ISymbol>? PositionalMembers(INamedTypeSymbol type)
    {
        if (!type.IsRecord || type.DeclaringSyntaxReferences.Length != 1
            || type.DeclaringSyntaxReferences[0].GetSyntax() is not RecordDeclarationSyntax { ParameterList: { } list, BaseList: null, Members.Count: 0 })
            return null;
        var members = new List<ISymbol>(list.Parameters.Count);
        foreach (var parameter in list.Parameters)
            members.AddRange(type.GetMembers(parameter.Identifier.ValueText).OfType<IPropertySymbol>());
        return members;
    }

    private bool IsReadable(ISymbol member) =>
        member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
        && member switch
        {
            IPropertySymbol property => property is { IsIndexer: false, ReturnsByRef: false, ReturnsByRefReadonly: false, GetMethod: { } get }
                && known.IsOpen(get) && !IsIgnored(property),
            IFieldSymbol field => !IsIgnored(field),
            _ => false,
        };

    private bool IsIgnored(ISymbol member) =>
        PayloadNames.Marked(member, known.PayloadIgnore) is not null || PayloadNames.Marked(member, known.JsonIgnore) is not null;

    /// <summary>Whether an object that is there already can be given the member.</summary>
    private static bool IsSettableLater(ISymbol member) => member is IPropertySymbol { IsRequired: false, SetMethod.IsInitOnly: false } or IFieldSymbol { IsRequired: false };

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

    private PayloadMemberModel Model(ISymbol member, IParameterSymbol? parameter, IMethodSymbol constructor, PayloadNames names)
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
            names.Key(member, parameter),
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

    /// <summary>Whether a new object has another value than the type's default in it; known of this assembly's types only.</summary>
    private static bool HasInitializer(ISymbol member) => member.DeclaringSyntaxReferences.Any(static reference =>
        reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null } or VariableDeclaratorSyntax { Initializer: not null });
}
