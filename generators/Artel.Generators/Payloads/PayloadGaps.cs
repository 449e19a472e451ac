using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Finds what in a marked type no codec can cross.</summary>
internal sealed class PayloadGaps(KnownTypes known)
{
    private readonly Dictionary<ITypeSymbol, string?> _gaps = new(SymbolEqualityComparer.Default);

    public IEnumerable<Problem> Find(INamedTypeSymbol type)
    {
        if (known.Payloads.Read(type) is not { } reading)
        {
            // A half-written type is the compiler's to report.
            if (!known.Payloads.IsBasic(type) && WhyNot(type) is { } why)
                yield return Problem.Create(GeneratorDiagnostics.PayloadType, Place.Of(type.Locations.FirstOrDefault()), type.Name, why);
            yield break;
        }

        if (reading.Model.Shape != PayloadShape.Table)
            yield break;
        for (var i = 0; i < reading.Parts.Count; i++)
        {
            if (GapOf(reading.Parts[i]) is not { } gap)
                continue;
            var name = reading.Model.Members[i].Name;
            yield return Problem.Create(GeneratorDiagnostics.PayloadMember, PlaceOf(type, name), name.TrimStart('@'), type.Name, Show(reading.Parts[i]), gap);
        }
    }

    private string? WhyNot(INamedTypeSymbol type)
    {
        if (!known.CanName(type))
            return "generated code can't name it; make it, and what it is nested in, internal or public";
        new PayloadTableReader(known).Read(type, out var why);
        return why.Contains("can't name") && type.GetMembers().Any(static member => MemberType(member) is IErrorTypeSymbol) ? null : why;
    }

    private static ITypeSymbol? MemberType(ISymbol member) => (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type;

    /// <summary>What is wrong with a type: empty if it is itself what can't cross, a clause if something in it is; null if it can cross.</summary>
    private string? GapOf(ITypeSymbol type)
    {
        if (_gaps.TryGetValue(type, out var gap))
            return gap;
        // A type that is made from itself has no gap but those of its other parts.
        _gaps[type] = null;
        return _gaps[type] = FindGap(type);
    }

    private string? FindGap(ITypeSymbol type)
    {
        if (known.Payloads.IsBasic(type) || type.TypeKind == TypeKind.Error)
            return null;
        if (known.Payloads.Read(type) is not { } reading)
            return "";
        // What is marked itself is reported where it is written.
        if (reading.Model.Shape is PayloadShape.Elsewhere or PayloadShape.Union or PayloadShape.Enum or PayloadShape.Flags
            || (type is INamedTypeSymbol named && known.IsOwn(named) && named is { IsGenericType: false } && named.Attribute(known.PayloadAttribute) is not null))
            return null;
        for (var i = 0; i < reading.Parts.Count; i++)
        {
            if (GapOf(reading.Parts[i]) is not { } gap)
                continue;
            if (gap.Length > 0)
                return gap;
            return reading.Model.Shape == PayloadShape.Table
                ? $": its '{reading.Model.Members[i].Name.TrimStart('@')}' is a '{Show(reading.Parts[i])}'"
                : $": it is made of '{Show(reading.Parts[i])}'";
        }

        return null;
    }

    /// <summary>The member, where this assembly's type declares it; else the type.</summary>
    private static Place PlaceOf(INamedTypeSymbol type, string member) =>
        Place.Of((type.GetMembers(member.TrimStart('@')).FirstOrDefault() ?? type).Locations.FirstOrDefault());

    private static string Show(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
