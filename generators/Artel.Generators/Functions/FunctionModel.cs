namespace Artel.Generators;

/// <summary>What the generator knows of a function.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Host">The host that it names; null for none.</param>
/// <param name="Namespace">The namespace of its class; empty for the global one.</param>
/// <param name="Name">The name of its callers, without <c>Async</c>, before it is told apart from those of others.</param>
/// <param name="Type">The class that the method is in, fully qualified.</param>
/// <param name="Access">From where the method can be called.</param>
/// <param name="Method">The method.</param>
/// <param name="IsStatic">Whether it needs no object.</param>
/// <param name="Constructor">The expressions for the parameters of the object's constructor.</param>
/// <param name="Services">The expressions for the method's parameters that take services, by the parameter's place; empty for those that take none.</param>
/// <param name="Permissions">The permissions that it declares, distinct and in order.</param>
/// <param name="Source">The path of the file that it is in.</param>
/// <param name="Consumer">The queue that it consumes; null for none.</param>
internal sealed record FunctionModel(
    string Id,
    string? Host,
    string Namespace,
    string Name,
    string Type,
    Access Access,
    MethodModel Method,
    bool IsStatic,
    EquatableArray<string> Constructor,
    EquatableArray<string> Services,
    EquatableArray<PermissionModel> Permissions,
    string Source,
    ConsumerModel? Consumer)
{
    /// <summary>Whether a call needs services of its own.</summary>
    public bool HasScope => !IsStatic || Services.Any(static service => service.Length > 0);

    /// <summary>How the typed callers call it.</summary>
    public CallerModel ToCaller()
    {
        var values = Method.Parameters.Where((parameter, index) => parameter.Source == ParameterSource.Value && Services[index].Length == 0).ToList();
        var access = values.Select(static parameter => parameter.Access).Append(Method.AnswerAccess).Append(Access).Min();
        return new(
            Namespace, Name, "", Id, access == Access.Public,
            ReferenceParameter.Order(values.Select(static parameter => new ReferenceParameter(
                parameter.Name, parameter.Default == "null" ? parameter.NullableType : parameter.Type, parameter.Default))),
            Method.Answer, default, default);
    }
}

/// <summary>The queue that a function consumes.</summary>
/// <param name="Queue">Its id.</param>
/// <param name="Settings">The options that are set, as assignments' right and left sides: <c>Concurrency = 4</c>.</param>
internal sealed record ConsumerModel(string Queue, EquatableArray<string> Settings);

/// <summary>What a method with the attribute, right or wrong, was read as.</summary>
internal sealed record FunctionReading(FunctionModel? Function, EquatableArray<PayloadTypeModel> PayloadTypes, EquatableArray<Problem> Problems);

/// <summary>How a function is called with its types.</summary>
/// <param name="Namespace">The namespace of its callers; empty for the global one.</param>
/// <param name="Name">Their name, without <c>Async</c>.</param>
/// <param name="FileName">The name of the generated file, without ending.</param>
/// <param name="Id">The function's id.</param>
/// <param name="IsPublic">Whether other assemblies can name its types.</param>
/// <param name="Parameters">Its arguments.</param>
/// <param name="Result">The type of its value; null for none.</param>
/// <param name="Records">The records that are declared for tables of a Lua function.</param>
/// <param name="Payloads">The types of a Lua function, as payload types.</param>
internal sealed record CallerModel(
    string Namespace,
    string Name,
    string FileName,
    string Id,
    bool IsPublic,
    EquatableArray<ReferenceParameter> Parameters,
    string? Result,
    EquatableArray<RecordModel> Records,
    EquatableArray<PayloadTypeModel> Payloads)
{
    /// <summary>The name of the static class that has them.</summary>
    public string Type => Name + "Function";

    /// <summary>That class, fully qualified.</summary>
    public string FullType => $"global::{(Namespace.Length == 0 ? "" : Namespace + ".")}{Type}";
}

/// <summary>A function in C# with its callers.</summary>
internal sealed record NamedFunction(FunctionModel Function, CallerModel Caller);
