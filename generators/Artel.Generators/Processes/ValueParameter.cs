namespace Artel.Generators;

/// <summary>Reads a parameter that takes a payload value or an argument of the spawn.</summary>
internal static class ValueParameter
{
    public static ParameterModel Read(ParameterSignature parameter, KnownTypes known)
    {
        var type = parameter.Type;
        var declared = type.Declared();
        // A nil at the end of a Lua call is not sent at all, so what takes null does not have to be given.
        var absent = parameter.Default ?? (type.TakesNull() ? "null" : null);
        return new(ParameterSource.Value, parameter.Name, declared, type.IsReferenceType ? type.OrNull() : declared, type.RefusesNull(), absent,
            known.AccessTo(type));
    }
}
