using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Reads a record that is nothing but its parameters, as most payloads are: the same as <see cref="PayloadTableReader"/> finds of it.</summary>
internal static class SpelledRecord
{
    /// <summary>What a record has anyway: a parameter of such a name is no member, or none of the usual kind.</summary>
    private static readonly string[] Taken =
        ["Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString"];

    /// <summary>The reading; null for what is not as plain, or can't cross.</summary>
    public static PayloadTypeReading? Read(INamedTypeSymbol type, KnownTypes known)
    {
        if (!type.IsRecord || !type.IsReferenceType || type.IsAbstract || !known.IsOwn(type) || type.DeclaringSyntaxReferences.Length != 1
            || type.DeclaringSyntaxReferences[0].GetSyntax() is not RecordDeclarationSyntax { AttributeLists.Count: 0, Members.Count: 0 } declaration
            || declaration.ParameterList is not { Parameters: { Count: > 0 } parameters }
            || known.Spelled.ScopeOf(type, declaration) is not { } scope)
            return null;

        var members = ImmutableArray.CreateBuilder<PayloadMemberModel>(parameters.Count);
        var parts = new ITypeSymbol[parameters.Count];
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is not { AttributeLists.Count: 0, Modifiers.Count: 0, Default: null, Type: { } spelled } || scope.Find(spelled) is not { } member
                || member.IsRefLikeType || member.SpecialType == SpecialType.System_Void || !known.CanName(member))
                return null;
            var name = parameters[i].Identifier.ValueText;
            if (Array.IndexOf(Taken, name) >= 0)
                return null;
            var value = member.NullableValue();
            parts[i] = value ?? member;
            members.Add(Model(name, member, value));
        }

        if (HasTwins(members))
            return null;
        var order = ImmutableArray.CreateRange(Enumerable.Range(0, parameters.Count));
        return new(
            new(type.Plain(), type.Name, PayloadShape.Table, true, "", new(members.MoveToImmutable()), new(order), default) { HasSubtypes = !type.IsSealed },
            parts);
    }

    private static PayloadMemberModel Model(string name, ITypeSymbol type, ITypeSymbol? value)
    {
        var takesNull = type.TakesNull() || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None };
        return new(
            TypeNames.Identifier(name),
            SnakeCase.Of(name),
            type.Underlying(),
            IsNullableValue: value is not null,
            CanBeNull: type.IsReferenceType || value is not null,
            takesNull,
            takesNull ? MissingMember.Default : MissingMember.Error,
            Default: "null",
            InConstructor: true,
            InInitializer: false,
            IsRequired: false);
    }

    /// <summary>Whether two parameters may be taken for one another, or have one key.</summary>
    private static bool HasTwins(ImmutableArray<PayloadMemberModel>.Builder members)
    {
        for (var i = 1; i < members.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (string.Equals(members[i].Name, members[j].Name, StringComparison.OrdinalIgnoreCase) || members[i].Key == members[j].Key)
                    return true;
            }
        }

        return false;
    }
}
