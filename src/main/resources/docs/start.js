window.ui = SwaggerUIBundle({ url: '/docs/openapi.yaml', dom_id: '#api', deepLinking: true, validatorUrl: null });
