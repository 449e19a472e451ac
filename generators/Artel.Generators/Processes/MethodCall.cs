namespace Artel.Generators;

/// <summary>The call of a handler or main.</summary>
internal static class MethodCall
{
    /// <param name="method">The method.</param>
    /// <param name="process">The expression for the process's operations.</param>
    /// <param name="value">Gives the expression for the next payload value or argument.</param>
    public static string Expression(MethodModel method, string process, Func<ParameterModel, string> value)
    {
        var arguments = method.Parameters.Select(parameter => parameter.Source switch
        {
            ParameterSource.Message => "message",
            ParameterSource.Event => "occurred",
            ParameterSource.Process => process,
            ParameterSource.Cancelled => process + ".Cancelled",
            _ => value(parameter),
        });
        return $"this.{method.Name}({string.Join(", ", arguments)})";
    }
}
