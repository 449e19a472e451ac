namespace Artel.Generators;

/// <summary>How generated code reads an argument of the spawn.</summary>
internal static class SpawnArgument
{
    public static string Expression(ParameterModel parameter, int index)
    {
        var name = Literals.Text(parameter.Name);
        var read = parameter.Default is null
            ? $"activation.Arguments.Get<{parameter.NullableType}>({index}, {name})"
            : $"activation.Arguments.GetOrDefault<{parameter.NullableType}>({index}, {name}, {parameter.Default})";
        if (!parameter.RefusesNull)
            return read;
        var text = Literals.Text($"argument {index + 1} '{parameter.Name}': nil was given");
        return $"{read} ?? throw new global::Artel.ProcessException(global::Artel.ErrorKind.Invalid, {text}, retryable: false)";
    }
}
